/**
 * DEFLATE (RFC 1951) of one block, synchronous: Node's own, elsewhere fflate's. Each reads what the other wrote; what they write differs.
 */
import { deflateSync, inflateSync } from 'fflate/browser';
import { nodeModule } from '../platform';

export interface Deflate {
  deflate(bytes: Uint8Array): Uint8Array;
  /**
   * At most `length + 1` bytes, whatever the stream holds: more than `length` says that it holds more.
   * @throws Error when the stream is damaged
   */
  inflate(stream: Uint8Array, length: number): Uint8Array;
}

/** For either implementation hardly slower than the fastest, 1, on images of heaps, and up to a tenth smaller. */
const LEVEL = 2;
/** Node asks for as much. */
const LEAST_CHUNK_BYTES = 64;

export const portableDeflate: Deflate = {
  deflate: (bytes) => deflateSync(bytes, { level: LEVEL }),
  inflate: (stream, length) => inflateSync(stream, { out: new Uint8Array(length + 1) }),
};

/** Undefined where there is no Node. */
export const nodeDeflate: Deflate | undefined = fromNode();

function fromNode(): Deflate | undefined {
  const zlib = nodeModule<typeof import('node:zlib')>('node:zlib');
  if (zlib === undefined) return undefined;
  return {
    deflate: (bytes) => zlib.deflateRawSync(bytes, { level: LEVEL }),
    inflate(stream, length) {
      // One chunk that holds all, so that none of the next is allocated.
      const chunkSize = Math.max(length + 1, LEAST_CHUNK_BYTES);
      return zlib.inflateRawSync(stream, { chunkSize, maxOutputLength: length + 1 });
    },
  };
}
