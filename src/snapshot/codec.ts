import { crc32 } from '../bytecode/checksums';
export const checksum = (bytes: Uint8Array): number => crc32(bytes);
export const compress = (bytes: Uint8Array): Uint8Array => bytes;
export const decompress = (bytes: Uint8Array, length: number): Uint8Array => {
  if (bytes.length !== length) throw new Error('length');
  return bytes;
};
