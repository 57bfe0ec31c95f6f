import { describe, expect, it } from 'vitest';
import { hostilePrograms, sourceOf } from '../../bench/limits/hostile';
import { guestFromSource } from '../../bench/support/guest';
import { renderBarChart } from '../../bench/support/plot';
import { geometricMean, interleave, quantile, summarize } from '../../bench/support/statistics';
import { figure, renderTable, times } from '../../bench/support/table';

describe('statistics', () => {
  it('takes quantiles between samples', () => {
    expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5);
    expect(quantile([5], 0.95)).toBe(5);
    expect(summarize([3, 1, 2])).toEqual({ median: 2, min: 1, max: 3, samples: 3 });
  });

  it('takes the geometric mean of ratios', () => {
    expect(geometricMean([2, 8])).toBeCloseTo(4);
    expect(geometricMean([0.5, 2])).toBeCloseTo(1);
  });

  it('measures in rounds, each beginning with another one', async () => {
    const order: string[] = [];
    const measure = (name: string) => () => order.push(name);
    const samples = await interleave(
      new Map([
        ['a', measure('a')],
        ['b', measure('b')],
      ]),
      2,
    );
    expect(order).toEqual(['a', 'b', 'b', 'a']);
    expect(samples).toEqual(
      new Map([
        ['a', [1, 4]],
        ['b', [2, 3]],
      ]),
    );
  });
});

describe('tables', () => {
  it.each([
    [0.04567, '0.0457'],
    [1.005, '1.00'],
    [123.4, '123'],
    [12345.6, '12,346'],
    [0, '0'],
    [undefined, '–'],
  ])('writes %s as %s', (value, text) => {
    expect(figure(value)).toBe(text);
  });

  it('aligns columns', () => {
    const text = renderTable({ title: 'T', columns: ['a', 'b'], rows: [['long name', times(2)]] });
    expect(text).toContain('| a         |     b |\n| --------- | ----: |\n| long name | 2.00× |');
  });
});

it('a bar chart draws each value once, losses on their side of the line', () => {
  const svg = renderBarChart({
    title: 'a < b',
    subtitle: '',
    series: ['x', 'y'],
    groups: [{ label: 'one', values: [0.5, undefined] }],
    reference: 1,
    format: String,
  });
  expect(svg).toContain('a &lt; b');
  expect(svg.match(/<text [^>]*font-size="8"/g)).toHaveLength(1);
  const bar = /<rect x="130" y="[\d.]+" width="([\d.]+)"/.exec(svg)?.[1];
  const line = /<line x1="([\d.]+)"[^>]*stroke-dasharray/.exec(svg)?.[1];
  expect(Number(bar) + 130).toBeLessThan(Number(line));
});

describe('hostile programs', () => {
  it.each(hostilePrograms)(
    '$name: its body does what it is meant to',
    async ({ name, setup, body }) => {
      const source = `export function main(): void {
      ${setup ?? ''}
      for (let turn = 0; turn < 3; turn++) { ${body} }
    }`;
      const { script } = await guestFromSource('hostile', source);
      const holder: { guest?: { main(): void } } = {};
      new Function('globalThis', script)(holder);
      const main = () => holder.guest?.main();
      // An error would end each turn at once, and the loop would measure nothing but the catch.
      if (name === 'recursion without end') expect(main).toThrow(RangeError);
      else expect(main).not.toThrow();
    },
  );

  it('go on when something is thrown', () => {
    expect(sourceOf({ name: '', body: 'x();' })).toMatch(
      /while \(true\) \{\s*try \{\s*while \(true\) \{ x\(\); \}\s*\} catch/,
    );
  });
});
