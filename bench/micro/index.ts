/** The small measurements that are one loop in a guest: what, how often, what it must return. */

export interface MicroEntry {
  readonly name: string;
  /** What one turn of the loop does. */
  readonly what: string;
  readonly turns: number;
  /** What `main(turns)` must return; the number of turns when not given. */
  readonly expected?: (turns: number) => number;
  /** True when it calls `tick` or `tock`, which a child process cannot be given. */
  readonly callsHost?: boolean;
}

export const micros: readonly MicroEntry[] = [
  { name: 'dispatch', what: 'turn of an empty loop', turns: 1_000_000 },
  { name: 'calls', what: 'function call', turns: 300_000 },
  { name: 'closures', what: 'call of a closure that counts', turns: 300_000 },
  { name: 'methods', what: 'method call, two classes', turns: 200_000 },
  { name: 'property-mono', what: 'property read, one shape', turns: 300_000 },
  { name: 'property-two', what: 'property read, two shapes', turns: 300_000 },
  { name: 'property-four', what: 'property read, four shapes', turns: 300_000 },
  { name: 'property-write', what: 'property read and written', turns: 300_000 },
  { name: 'elements', what: 'element read and written', turns: 300_000 },
  { name: 'allocation', what: 'object made, dies at once', turns: 200_000 },
  { name: 'collection', what: 'object made, 20,000 live', turns: 200_000 },
  {
    name: 'text',
    what: 'character appended and read',
    turns: 100_000,
    expected: (turns) => turns / 10,
  },
  { name: 'map', what: 'Map get and set, number', turns: 100_000 },
  { name: 'map-text', what: 'Map get and set, string', turns: 100_000 },
  { name: 'exceptions', what: 'Error made, thrown, caught', turns: 20_000 },
  { name: 'sorting', what: 'element sorted, own comparison', turns: 20_000 },
  { name: 'await', what: 'await of an async call', turns: 20_000 },
  { name: 'host-sync', what: 'guest → host call', turns: 20_000, callsHost: true },
  { name: 'host-async', what: 'guest → host call, awaited', turns: 5_000, callsHost: true },
];
