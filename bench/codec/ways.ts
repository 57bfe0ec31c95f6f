/** Ways to compress and to check bytes, all of them synchronous: what snapshots use, and its rivals. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import {
  brotliCompressSync,
  brotliDecompressSync,
  constants,
  deflateRawSync,
  inflateRawSync,
  crc32 as nodeCrc32,
} from 'node:zlib';
import { crc32 as portableCrc32 } from '@foxglove/crc';
import { sha256 } from '@noble/hashes/sha2.js';
import { deflateSync, inflateSync } from 'fflate';
import { compress, decompress } from '../../src/snapshot/codec';
import { portableDeflate } from '../../src/snapshot/deflate';
import { bind } from '../boundary/as-bind';
import { at } from '../support/paths';

export interface Compression {
  readonly name: string;
  /** One block or more. */
  compress(bytes: Uint8Array): Uint8Array[];
  decompress(blocks: readonly Uint8Array[], length: number): Uint8Array;
}

export interface Checksum {
  readonly name: string;
  of(bytes: Uint8Array): unknown;
}

export const HELPER = 'LZ4 helper, as-bind';
export const BEST_RIVAL = 'node:zlib brotli 1';

/** What the helper gets at once, so that its memory stays small. */
const HELPER_BLOCK_BYTES = 1024 * 1024;

export interface CodecHelper {
  compress(bytes: Uint8Array): Uint8Array;
  decompress(bytes: Uint8Array, length: number): Uint8Array;
  checksum(bytes: Uint8Array): number;
  readonly memory: WebAssembly.Memory;
}

/** assembly/helper/codec.ts: bytes in, bytes out. */
export async function loadHelper(): Promise<CodecHelper> {
  const { exports } = await bind(readFileSync(at('build/codec.wasm')));
  return exports as unknown as CodecHelper;
}

export function compressions(helper: CodecHelper): Compression[] {
  const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } };
  return [
    {
      name: HELPER,
      compress(bytes) {
        const blocks: Uint8Array[] = [];
        for (let start = 0; start < bytes.length; start += HELPER_BLOCK_BYTES) {
          blocks.push(helper.compress(bytes.subarray(start, start + HELPER_BLOCK_BYTES)));
        }
        return blocks;
      },
      decompress(blocks, length) {
        const bytes = new Uint8Array(length);
        for (const [index, block] of blocks.entries()) {
          const start = index * HELPER_BLOCK_BYTES;
          const size = Math.min(HELPER_BLOCK_BYTES, length - start);
          bytes.set(helper.decompress(block, size), start);
        }
        return bytes;
      },
    },
    inOne(
      BEST_RIVAL,
      (bytes) => brotliCompressSync(bytes, brotli),
      (bytes) => brotliDecompressSync(bytes),
    ),
    inOne(
      'node:zlib deflate 1',
      (bytes) => deflateRawSync(bytes, { level: 1 }),
      (bytes) => inflateRawSync(bytes),
    ),
    inOne(
      'fflate deflate 1',
      (bytes) => deflateSync(bytes, { level: 1 }),
      (bytes, length) => inflateSync(bytes, { out: new Uint8Array(length) }),
    ),
    inOne('snapshots, in Node', compress, decompress),
    inOne(
      'snapshots, elsewhere',
      (bytes) => compress(bytes, portableDeflate),
      (bytes, length) => decompress(bytes, length, portableDeflate),
    ),
  ];
}

function inOne(
  name: string,
  pack: (bytes: Uint8Array) => Uint8Array,
  unpack: (bytes: Uint8Array, length: number) => Uint8Array,
): Compression {
  return {
    name,
    compress: (bytes) => [pack(bytes)],
    decompress: ([block], length) => unpack(block!, length),
  };
}

export function checksums(helper: CodecHelper): Checksum[] {
  return [
    { name: 'xxHash32, helper', of: (bytes) => helper.checksum(bytes) },
    { name: 'CRC-32, node:zlib', of: (bytes) => nodeCrc32(bytes) },
    { name: 'CRC-32, @foxglove/crc', of: (bytes) => portableCrc32(bytes) },
    {
      name: 'SHA-256, node:crypto',
      of: (bytes) => createHash('sha256').update(bytes).digest(),
    },
    { name: 'SHA-256, @noble/hashes', of: (bytes) => sha256(bytes) },
  ];
}
