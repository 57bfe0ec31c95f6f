/**
 * Checksums and digests, synchronous on every platform: browsers' own digests are not. CRC-32 (ISO-HDLC, the one of zip and PNG) is
 * against accidents, SHA-256 (FIPS 180-4) names programs, HMAC-SHA-256 (RFC 2104) shows who signed. Node's own implementations
 * are three to twelve times faster than the libraries' (docs/design/codec.md) and give the same.
 */
import { crc32Final, crc32Update } from '@foxglove/crc';
import { hmac as portableHmac } from '@noble/hashes/hmac.js';
import { sha256 as portableSha256 } from '@noble/hashes/sha2.js';
import { nodeModule } from '../platform';

const nodeCrypto = nodeModule<typeof import('node:crypto')>('node:crypto');
/** Since Node 20.15. */
const nodeCrc32 = nodeModule<typeof import('node:zlib')>('node:zlib')?.crc32;

/** The CRC-32 of the bytes; `previous` is that of bytes before them. */
export function crc32(bytes: Uint8Array, previous = 0): number {
  return nodeCrc32?.(bytes, previous) ?? crc32Final(crc32Update(~previous, bytes));
}

/** The SHA-256 of the bytes, in hexadecimal. */
export function sha256(bytes: Uint8Array): string {
  if (nodeCrypto) return nodeCrypto.createHash('sha256').update(bytes).digest('hex');
  return Array.from(portableSha256(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The HMAC-SHA-256 of the bytes under the key: 32 bytes. */
export function hmacSha256(key: Uint8Array, bytes: Uint8Array): Uint8Array {
  if (!nodeCrypto) return portableHmac(portableSha256, key, bytes);
  return new Uint8Array(nodeCrypto.createHmac('sha256', key).update(bytes).digest());
}

/** Are the bytes the same? How long that takes depends on their number alone, not on where they first differ. */
export function equalInConstantTime(left: Uint8Array, right: Uint8Array): boolean {
  if (left.length !== right.length) return false;
  let difference = 0;
  for (let index = 0; index < left.length; index++) difference |= left[index] ^ right[index];
  return difference === 0;
}
