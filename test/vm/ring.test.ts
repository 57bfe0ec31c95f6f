import { expect, test } from 'vitest';
import { Link, Ring } from '../../src/runtime/ring';
import { load, makeRuntime } from './support';

test('a ring keeps the order; taking out is done once', () => {
  const ring = new Ring<Link>();
  const links = [0, 1, 2, 3].map(() => new Link());
  for (const link of links) ring.add(link);
  expect([...ring]).toEqual(links);
  expect(ring.remove(links[1]!)).toBe(true);
  expect(ring.remove(links[1]!)).toBe(false);
  expect(ring.remove(links[3]!)).toBe(true);
  ring.add(links[1]!);
  const places = [...ring].map((link) => links.indexOf(link));
  expect([places, ring.size]).toEqual([[0, 2, 1], 3]);
});

test('a Runtime lists its Vms in the order they were made', () => {
  const runtime = makeRuntime();
  const [first, second, third] = [1, 2, 3].map((n) =>
    load(`export const main = () => ${n};`, { runtime }),
  );
  second!.terminate();
  second!.terminate();
  expect([...runtime.vms]).toEqual([first, third]);
  expect(runtime.getStats().vms).toBe(2);
});
