import { createHash, createHmac } from 'node:crypto';
import { afterAll, describe, expect, it, vi } from 'vitest';
import * as inNode from '../../src/bytecode/checksums';

/** As where there is no Node. */
async function loadElsewhere(): Promise<typeof inNode> {
  vi.resetModules();
  const absent = vi.spyOn(process, 'getBuiltinModule').mockReturnValue(undefined as never);
  const loaded = await import('../../src/bytecode/checksums');
  expect(absent).toHaveBeenCalled();
  absent.mockRestore();
  return loaded;
}

const elsewhere = await loadElsewhere();
afterAll(() => vi.resetModules());

const text = (value: string) => new TextEncoder().encode(value);
const bytes = Uint8Array.from({ length: 300 }, (_, index) => (index * 131) & 0xff);

describe.each([
  ['in Node', inNode],
  ['elsewhere', elsewhere],
])('checksums %s', (_place, { crc32, sha256, hmacSha256 }) => {
  it('computes CRC-32', () => {
    const digits = text('123456789');
    expect(crc32(digits)).toBe(0xcbf43926);
    expect(crc32(digits.subarray(4), crc32(digits.subarray(0, 4)))).toBe(0xcbf43926);
    expect(crc32(new Uint8Array())).toBe(0);
    expect(crc32(new Uint8Array(), 0xcbf43926)).toBe(0xcbf43926);
  });

  it('computes CRC-32 of any part of a buffer', () => {
    for (let start = 0; start < 9; start++) {
      for (let end = start; end < 40; end++) {
        const part = bytes.subarray(start, end);
        expect(crc32(part, 7)).toBe(inNode.crc32(part.slice(), 7));
      }
    }
  });

  it('computes SHA-256 of every length around the block borders', () => {
    for (let length = 0; length <= bytes.length; length++) {
      const part = bytes.subarray(0, length);
      expect(sha256(part)).toBe(createHash('sha256').update(part).digest('hex'));
    }
  });

  it('computes HMAC-SHA-256', () => {
    // RFC 4231, test case 2.
    const signed = hmacSha256(text('Jefe'), text('what do ya want for nothing?'));
    expect(Buffer.from(signed).toString('hex')).toBe(
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    );
    for (const length of [0, 1, 31, 32, 63, 64, 65, 200]) {
      const key = bytes.subarray(0, length);
      const expected = createHmac('sha256', key).update(bytes).digest();
      expect(hmacSha256(key, bytes)).toEqual(new Uint8Array(expected));
    }
  });
});

describe('the comparison in constant time', () => {
  it('finds every difference', () => {
    const { equalInConstantTime } = inNode;
    expect(equalInConstantTime(bytes, bytes.slice())).toBe(true);
    expect(equalInConstantTime(new Uint8Array(), new Uint8Array())).toBe(true);
    expect(equalInConstantTime(bytes, bytes.subarray(1))).toBe(false);
    expect(equalInConstantTime(bytes.subarray(0, 0), bytes)).toBe(false);
    for (let bit = 0; bit < 8 * 32; bit++) {
      const other = bytes.slice(0, 32);
      other[bit >> 3] ^= 1 << (bit & 7);
      expect(equalInConstantTime(bytes.subarray(0, 32), other)).toBe(false);
    }
  });
});
