// @ts-check
// Compresses what the bundles embed. docs/design/bundle.md says why.

import { compress } from 'lzma1';

/** The header of an `.lzma` file: properties, size of the dictionary, length. The bundles need none of it. */
const HEADER_BYTES = 13;
/** lc 3, lp 0, pb 2: what src/unlzma.ts reads. */
const PROPERTIES = 0x5d;
const BEST = 9;

/**
 * The bytes as raw LZMA1, which src/unlzma.ts unpacks, in base64.
 * @param {Uint8Array} bytes
 */
export function pack(bytes) {
  const file = compress(bytes, BEST);
  if (file[0] !== PROPERTIES) throw new Error(`LZMA with other properties: ${file[0]}`);
  return Buffer.from(file.subarray(HEADER_BYTES)).toString('base64');
}
