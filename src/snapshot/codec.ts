/**
 * What snapshots are compressed and checked with: the same format everywhere, synchronous. docs/design/codec.md compares it with others.
 *
 * Compressed bytes are blocks, one after the other. Each but the last unpacks to BLOCK_BYTES, the last to what is left:
 *
 *   +0 u32 length of what follows   the block as a DEFLATE stream, or as it is when that is not longer
 *
 * A block of its own length is one that is stored. Blocks bound what a hostile stream can cost: DEFLATE expands a byte to 1,032 at most, and
 * the first block that gives too much ends it.
 */
import { crc32 } from '../bytecode/checksums';
import { VmError } from '../vm/errors';
import { type Deflate, nodeDeflate, portableDeflate } from './deflate';

export const BLOCK_BYTES = 64 * 1024;
const LENGTH_BYTES = 4;
/** More than this DEFLATE cannot expand. */
const MOST_TIMES = 1032;

/**
 * Compresses. What comes out depends on the platform, what it unpacks to does not.
 * @param by the implementation of DEFLATE: the fastest that there is, unless a test names another
 */
export function compress(
  bytes: Uint8Array,
  by: Deflate = nodeDeflate ?? portableDeflate,
): Uint8Array {
  const blocks: Uint8Array[] = [];
  let size = 0;
  for (let at = 0; at < bytes.length; at += BLOCK_BYTES) {
    const plain = bytes.subarray(at, at + BLOCK_BYTES);
    const stream = by.deflate(plain);
    const block = stream.length < plain.length ? stream : plain;
    blocks.push(block);
    size += LENGTH_BYTES + block.length;
  }
  const output = new Uint8Array(size);
  const view = new DataView(output.buffer);
  let at = 0;
  for (const block of blocks) {
    view.setUint32(at, block.length, true);
    output.set(block, at + LENGTH_BYTES);
    at += LENGTH_BYTES + block.length;
  }
  return output;
}

/**
 * Unpacks what `compress` made on any platform. Damaged bytes give an error or other bytes; nothing but `length` bytes and
 * one block is allocated.
 * @param length how many bytes come out: the caller's to bound
 * @throws VmError `BAD_SNAPSHOT` when the bytes are seen to be damaged
 */
export function decompress(
  bytes: Uint8Array,
  length: number,
  by: Deflate = nodeDeflate ?? portableDeflate,
): Uint8Array {
  if (length > bytes.length * MOST_TIMES) throw damaged();
  const output = new Uint8Array(length);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  for (let done = 0; done < length; done += BLOCK_BYTES) {
    const plainLength = Math.min(BLOCK_BYTES, length - done);
    if (at + LENGTH_BYTES > bytes.length) throw damaged();
    const blockLength = view.getUint32(at, true);
    at += LENGTH_BYTES;
    if (blockLength > plainLength || blockLength > bytes.length - at) throw damaged();
    const block = bytes.subarray(at, at + blockLength);
    output.set(blockLength === plainLength ? block : unpack(block, plainLength, by), done);
    at += blockLength;
  }
  if (at !== bytes.length) throw damaged();
  return output;
}

function unpack(stream: Uint8Array, length: number, by: Deflate): Uint8Array {
  let plain: Uint8Array;
  try {
    plain = by.inflate(stream, length);
  } catch (cause) {
    throw damaged({ cause });
  }
  if (plain.length !== length) throw damaged();
  return plain;
}

const damaged = (options?: ErrorOptions): VmError =>
  new VmError('BAD_SNAPSHOT', 'the compressed bytes are damaged', options);

/** A CRC-32: against accidents, not against anyone. */
export function checksum(bytes: Uint8Array): number {
  return crc32(bytes);
}
