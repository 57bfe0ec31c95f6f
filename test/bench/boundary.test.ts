import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bind } from '../../bench/boundary/as-bind';
import { boundaryValues } from '../../bench/boundary/values';

const load = () => bind(readFileSync('build/boundary.wasm'));

describe('as-bind over AssemblyScript 0.28', () => {
  const edges = [
    { name: 'an empty text', helper: 'Text', value: '' },
    { name: 'a lone surrogate', helper: 'Text', value: 'a\ud800b' },
    {
      name: 'a long text with a lone surrogate',
      helper: 'Text',
      value: `\ufeff${'x\udc00'.repeat(3000)}`,
    },
    { name: 'a byte order mark', helper: 'Text', value: `\ufeff${'x'.repeat(3000)}` },
    { name: 'no numbers', helper: 'Numbers', value: [] },
    { name: 'odd numbers', helper: 'Numbers', value: [-0, Number.NaN, Infinity, 2 ** 53] },
    { name: 'no words', helper: 'Words', value: [] },
    { name: 'no bytes', helper: 'Bytes', value: new Uint8Array(0) },
  ];

  it.each([...boundaryValues, ...edges])('$name comes back as it went in', async (item) => {
    const { exports } = await load();
    exports[`take${item.helper}`]?.(item.value as never);
    expect(exports[`give${item.helper}`]?.()).toEqual(item.value);
  });

  it('loses nothing to the collector while it builds an array of strings', async () => {
    const { exports } = await load();
    for (let turn = 0; turn < 50; turn++) {
      const words = Array.from({ length: 2000 }, (_, i) => `turn ${turn}, word ${i}`);
      const units = words.reduce((sum, word) => sum + word.length, 0);
      expect(exports.takeWords?.(words as never)).toBe(units);
      expect(exports.giveWords?.()).toEqual(words);
    }
    expect(exports.memory.buffer.byteLength).toBeLessThan(16 * 1024 * 1024);
  });
});
