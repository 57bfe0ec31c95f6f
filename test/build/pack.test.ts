import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { pack } from '../../src/build/pack.mjs';
import { coreWasmBytes, coreWasmHash } from '../../src/generated/core-wasm';
import { unpackBase64 } from '../../src/unlzma';

const text = Buffer.from('the quick brown fox and the lazy dog, the quick brown dog. '.repeat(200));
const noise = randomBytes(20_000);
const samples: Record<string, Buffer> = {
  'one byte': Buffer.of(7),
  'one byte, many times': Buffer.alloc(5_000, 0xab),
  text,
  noise,
  'noise and text': Buffer.concat([noise, text, randomBytes(10), text]),
  'far matches': Buffer.concat([noise, randomBytes(140_000), noise]),
  records: Buffer.from(Uint32Array.from({ length: 5_000 }, (_, i) => i * i).buffer),
};

const packed = (bytes: Uint8Array) => Buffer.from(pack(bytes), 'base64');

/** What Python's lzma makes of 'abcabcabcabc, and so on: abcabc.' as raw LZMA1 with lc 3, lp 0, pb 2. */
const FOREIGN = 'ADCYiKfqWfF36eSPbBC9pQ5qNuxlxBBaf///++YAAA==';

describe('the compression of what is embedded', () => {
  it.each(Object.entries(samples))('gives back %s', (_name, sample) => {
    expect(Buffer.from(unpackBase64(pack(sample), sample.length)).equals(sample)).toBe(true);
  });

  it('gives back the core', () => {
    expect(createHash('sha256').update(coreWasmBytes()).digest('hex')).toBe(coreWasmHash);
  });

  it('is worth it', () => {
    expect(packed(text).length).toBeLessThan(120);
    expect(packed(noise).length).toBeLessThan(noise.length * 1.02);
  });

  it('reads what another compressor wrote', () => {
    const expected = 'abcabcabcabc, and so on: abcabc.';
    expect(Buffer.from(unpackBase64(FOREIGN, expected.length)).toString()).toBe(expected);
  });

  it('refuses damaged data or gives other bytes, and always ends', () => {
    const bytes = packed(text);
    let refused = 0;
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const damaged = Buffer.from(bytes);
      damaged[bit >> 3] ^= 1 << (bit & 7);
      try {
        expect(unpackBase64(damaged.toString('base64'), text.length).length).toBe(text.length);
      } catch (error) {
        expect(error).toBeInstanceOf(RangeError);
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(0);
    const cut = packed(noise)
      .subarray(0, noise.length - 100)
      .toString('base64');
    expect(() => unpackBase64(cut, noise.length)).toThrow(RangeError);
  });
});
