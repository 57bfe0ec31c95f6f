// sort compares in Node's order, whatever the comparator does.
import { line } from './support';

let seed = 12345;
function random(limit: number): number {
  seed = (seed * 1103515245 + 12345) & 0x7fffffff;
  return (seed >> 8) % limit;
}

const kinds: [string, (i: number, count: number) => number][] = [
  ['random', () => random(1e6)],
  ['few', () => random(4)],
  ['ascending', (i) => i],
  ['descending', (i) => -i],
  ['saw', (i) => i % 17],
  ['halves', (i, count) => (i < count / 2 ? i * 2 : (i - count / 2) * 2 + 1)],
  ['almost sorted', (i, count) => (random(20) === 0 ? random(count) : i)],
];

/** Sorts and gives a number that depends on every comparison, and one that depends on the result. */
function traced(list: { key: number; place: number }[], order: (a: any, b: any) => any): number[] {
  let calls = 0;
  let trace = 0;
  list.sort((a, b) => {
    calls++;
    trace = (Math.imul(trace, 31) + a.place * 7 + b.place) | 0;
    return order(a, b);
  });
  return [calls, trace, list.reduce((sum, { place }) => (Math.imul(sum, 31) + place) | 0, 0)];
}

export function main() {
  for (const count of [2, 3, 5, 10, 31, 32, 33, 63, 64, 65, 100, 127, 200, 500, 1000, 3000]) {
    for (const [name, keyOf] of kinds) {
      const list = Array.from({ length: count }, (_, place) => ({
        key: keyOf(place, count),
        place,
      }));
      line(`${count} ${name}`, () => traced([...list], (a, b) => a.key - b.key));
      line(`${count} ${name}, a boolean`, () => traced([...list], (a, b) => a.key > b.key));
    }
  }
  line('as text', () => ['b', 'a', 'C', 'é', 'z', 'ä', '', '10', '9', 5, 25, 100, 1].sort());
  line('NaN', () => [3, 1, 2].sort(() => Number.NaN));
  line('holes', () => [undefined, 3, , 1, undefined, , 2].sort());
}
