/** Steps depend neither on when messages arrive nor on how runs are cut (RULES 18): given the same messages in the same order, they are the same. */
import { Vm, type VmOptions } from 'raya-vm';
import { Compiler } from 'raya-vm/compiler';
import { expect, test } from 'vitest';
import { makeRuntime, turn } from './support';

const program = new Compiler({ check: 'off' }).compileString(`
  import { ask } from 'host:';
  export async function many(n) {
    const answers = await Promise.all(Array.from({ length: n }, (_, i) => ask(i)));
    return answers.map((answer) => answer.length).join();
  }
  export async function oneByOne(n) {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += (await ask(i)).length;
    return sum;
  }
  export function computes(n) {
    const deep = (k) => (k === 0 ? 0 : 1 + deep(k - 1));
    let sum = 0;
    for (let i = 0; i < n; i++) sum += deep(i % 90);
    return sum;
  }
  export function starts(...texts) { return texts.join('').length; }
`);

interface Host extends VmOptions {
  /** How many answers are given before the Vm runs again. */
  atOnce: number;
  /** Steps of one run. */
  slice: number;
  /** The text that answers the n-th question. */
  answer?(n: number): string;
}

async function run(
  entries: readonly (readonly [string, readonly unknown[]])[],
  { atOnce, slice, answer = (n) => 'x'.repeat(n), ...options }: Host,
) {
  const runtime = makeRuntime({ manual: true });
  const asked: [number, (text: string) => void][] = [];
  const ask = (n: number) => new Promise<string>((resolve) => asked.push([n, resolve]));
  const vm = new Vm({ runtime, ...options, capabilities: { ask } });
  vm.loadBytecode(program);
  const tasks = entries.map(([name, args]) => vm.spawn(name, [...args]));
  const results = Promise.all(tasks);
  while (tasks.some(({ status }) => status !== 'completed')) {
    const { ran } = vm.step(slice);
    if (asked.length < atOnce && ran > 0) continue;
    for (const [n, resolve] of asked.splice(0, atOnce)) resolve(answer(n));
    await turn();
  }
  // What a Task has still to do after its report.
  vm.step(1e6);
  const { stepsExecuted, heapBytesUsed } = vm.getStats();
  return { results: await results, stepsExecuted, heapBytesUsed };
}

test.each([3, 8, 40])('%i answers, one at a time and all at once', async (n) => {
  const entries = [['many', [n]]] as const;
  const first = await run(entries, { atOnce: 1, slice: 1e6 });
  expect(await run(entries, { atOnce: 1000, slice: 1e6 })).toEqual(first);
  expect(await run(entries, { atOnce: 7, slice: 10 })).toEqual(first);
});

test('long answers cost the same whenever they come', async () => {
  const entries = [['many', [12]]] as const;
  const answer = (n: number) => 'ä'.repeat(n * 5000);
  const first = await run(entries, { atOnce: 1, slice: 1e6, answer });
  expect(await run(entries, { atOnce: 1000, slice: 1e6, answer })).toEqual(first);
});

test('a Task that computes is torn for another one as answers come: that costs nothing', async () => {
  const entries = [
    ['oneByOne', [12]],
    ['computes', [600]],
    ['starts', ['a'.repeat(900), 'b']],
    ['oneByOne', [5]],
  ] as const;
  const stepsOf = async (host: Host) => {
    const { results, stepsExecuted } = await run(entries, host);
    expect(results).toEqual([66, 25800, 901, 10]);
    return stepsExecuted;
  };
  const whole = await stepsOf({ atOnce: 1, slice: 1e6 });
  for (const stepsPerSlice of [40, 300, 50_000]) {
    for (const slice of [17, 900, 1e5]) {
      for (const atOnce of [1, 2]) {
        expect(await stepsOf({ atOnce, slice, stepsPerSlice })).toBe(whole);
      }
    }
  }
});
