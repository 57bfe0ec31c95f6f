import { randomBytes } from 'node:crypto';
import { constants, deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { inflateBase64 } from '../../src/inflate';

const text = Buffer.from('the quick brown fox and the lazy dog, the quick brown dog. '.repeat(999));
const samples: Record<string, Buffer> = {
  nothing: Buffer.alloc(0),
  'one byte': Buffer.of(7),
  'one byte, a million times': Buffer.alloc(1_000_000, 0xab),
  text,
  noise: randomBytes(200_000),
  'noise and text': Buffer.concat([randomBytes(70_000), text, randomBytes(10), text]),
};
const ways = {
  best: { level: 9 },
  stored: { level: 0 },
  'fixed codes': { strategy: constants.Z_FIXED },
  'Huffman codes only': { strategy: constants.Z_HUFFMAN_ONLY },
  'a small window': { windowBits: 9, memLevel: 1 },
};

describe('inflateBase64', () => {
  for (const [way, options] of Object.entries(ways)) {
    it.each(Object.entries(samples))(`gives back %s (${way})`, (_name, sample) => {
      const packed = deflateRawSync(sample, options).toString('base64');
      expect(Buffer.from(inflateBase64(packed, sample.length)).equals(sample)).toBe(true);
    });
  }

  it('refuses a wrong size', () => {
    const packed = deflateRawSync(text).toString('base64');
    expect(() => inflateBase64(packed, text.length - 1)).toThrow(RangeError);
    expect(() => inflateBase64(packed, text.length + 1)).toThrow(RangeError);
  });

  it('refuses damaged data or gives other bytes, and always ends', () => {
    const packed = deflateRawSync(text);
    let refused = 0;
    for (let bit = 0; bit < packed.length * 8; bit++) {
      const damaged = Buffer.from(packed);
      damaged[bit >> 3] ^= 1 << (bit & 7);
      try {
        expect(inflateBase64(damaged.toString('base64'), text.length).length).toBe(text.length);
      } catch (error) {
        expect(error).toBeInstanceOf(RangeError);
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(0);
    const cut = packed.subarray(0, packed.length - 2).toString('base64');
    expect(() => inflateBase64(cut, text.length)).toThrow(RangeError);
  });
});
