import { afterEach, describe, expect, test, vi } from 'vitest';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

const samples = [
  '',
  'a',
  'é\0ÿ',
  'x'.repeat(24),
  'y'.repeat(25),
  'ÿ'.repeat(9000),
  '\ufeff\ud800x',
  `${'\udc00z'.repeat(5000)}`,
];

describe.each([
  ['with Buffer', false],
  ['without, as in browsers', true],
])('texts, %s', (_name, without) => {
  test('come back as they went', async () => {
    if (without) vi.stubGlobal('Buffer', undefined);
    const { readLatin1, readUtf16, writeLatin1, writeUtf16 } = await import(
      '../../src/marshal/text'
    );
    for (const text of samples) {
      const bytes = new Uint8Array(text.length * 2 + 6).fill(0xaa);
      const narrow = writeLatin1(bytes, 3, text);
      expect(narrow).toBe(!/[^\0-\xff]/.test(text));
      if (narrow) {
        expect(readLatin1(bytes, 3, text.length)).toBe(text);
        expect(bytes[2]).toBe(0xaa);
        expect(bytes[3 + text.length]).toBe(0xaa);
      }
      writeUtf16(bytes, 3, text);
      expect(readUtf16(bytes, 3, text.length)).toBe(text);
      expect(bytes[3 + text.length * 2]).toBe(0xaa);
    }
  });
});
