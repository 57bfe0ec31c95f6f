/** The evaluation of modules is nobody's Task: what ends an entry that waits for it leaves it alone (RULES 20). */
import { run } from 'raya-vm/compiler';
import { describe, expect, test } from 'vitest';
import { failure, load, makeRuntime, turn } from './support';

const manual = () => ({ runtime: makeRuntime({ manual: true }) });

describe('top-level code that never ends', () => {
  test.each([
    ['at once', 'while (true) {}'],
    ['after a wait', 'await null; while (true) {}'],
    ['in a function', 'const f = async () => { await null; while (true) {} }; await f()'],
  ])('%s, is bounded by the limits of the call', async (_name, source) => {
    const program = `${source}; export function main() {}`;
    await expect(run(program, { maxSteps: 100_000 })).rejects.toMatchObject({
      code: 'STEP_BUDGET',
    });
    await expect(run(program, { timeoutMs: 30 })).rejects.toMatchObject({ code: 'TIMEOUT' });
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 20);
    await expect(run(program, { signal: controller.signal })).rejects.toMatchObject({
      code: 'CANCELLED',
    });
    await expect(run(program, { maxStepBudget: 100_000 })).rejects.toMatchObject({
      code: 'STEP_BUDGET',
    });
  });
});

// TypeScript's own parser gives the last statement twice.
test('what follows an object that is awaited at the top level runs once', async () => {
  const vm = load(`
    export function main() { return n; }
    let n = 0;
    await { then(resolve) { resolve(1); } };
    n += 10;
    n++;
  `);
  expect(await vm.runEntry('main')).toBe(11);
});

describe('an entry that is cancelled while modules are evaluated', () => {
  const source = (wait: string) => `
    let n = 0;
    for (let i = 0; i < 3000; i++) n++;
    ${wait}
    for (let i = 0; i < 3000; i++) n++;
    export function main() { return n }
  `;
  // Wherever the cancel comes: before, in the middle of, between the parts of, after the evaluation.
  test.each([
    ['', 17],
    ['await null;', 17],
    ['await new Promise((resolve) => setTimeout(resolve, 5));', 17],
    ['', 997],
    ['await null;', 997],
  ])('is over, and others get what it began: %s every %i steps', async (wait, stride) => {
    for (let steps = 0; steps < 30_000; steps += steps < 1000 ? stride : 7 * stride) {
      const vm = load(source(wait), manual());
      const first = vm.runEntry('main');
      vm.step(steps);
      const done = first.status === 'completed';
      first.cancel();
      vm.step(1);
      const second = vm.runEntry('main');
      vm.step(1e6);
      if (done) expect(await first).toBe(6000);
      else expect(await failure(first)).toMatchObject({ code: 'CANCELLED' });
      expect(await second).toBe(6000);
      expect(vm.getStats().tasks).toBe(0);
      vm.terminate();
    }
  });

  // Timers and reactions of top-level code are part of the evaluation: it would wait for ever if one were unwound.
  test.each([
    'await new Promise((resolve) => setTimeout(resolve, 5));',
    'await Promise.resolve(1).then((one) => { for (let i = 0; i < 5; i++) one += i; return one; });',
    'await { then(resolve) { resolve(1); } };',
  ])('is over, and the job that ran goes on: %s', async (wait) => {
    for (let steps = 13_000; steps < 13_500; steps += 3) {
      const vm = load(source(wait), manual());
      const first = vm.runEntry('main');
      vm.step(steps);
      const done = first.status === 'completed';
      first.cancel();
      const second = vm.runEntry('main');
      vm.step(1e6);
      if (done) expect(await first).toBe(6000);
      else expect(await failure(first)).toMatchObject({ code: 'CANCELLED' });
      expect(await second).toBe(6000);
      vm.terminate();
    }
  });

  test('is over at once, however long they take', async () => {
    const vm = load('while (true) {} export function main() {}');
    const first = vm.runEntry('main');
    const second = vm.runEntry('main');
    await turn();
    first.cancel();
    second.cancel();
    expect(await failure(first)).toMatchObject({ code: 'CANCELLED' });
    expect(await failure(second)).toMatchObject({ code: 'CANCELLED' });
    expect(vm.tasks()).toEqual([]);
    expect(vm.getStats().state).not.toBe('terminated');
  });

  test('is over while it waits for a promise at top level', async () => {
    let answer = (_value: string) => {};
    const ask = () => new Promise<string>((resolve) => (answer = resolve));
    const vm = load(
      `import { ask } from 'host:'; const answer = await ask(); export const main = () => answer`,
      { capabilities: { ask } },
    );
    const first = vm.runEntry('main');
    await turn();
    first.cancel();
    expect(await failure(first)).toMatchObject({ code: 'CANCELLED' });
    const second = vm.runEntry('main');
    await turn();
    answer('yes');
    expect(await second).toBe('yes');
  });

  test('the steps of the evaluation count for the entry that began it, and for it alone', async () => {
    const vm = load(source('await null;'), manual());
    const short = vm.runEntry('main', [], { maxSteps: 5000 });
    const other = vm.runEntry('main', [], { maxSteps: 5000 });
    vm.step(1e6);
    expect(await failure(short)).toMatchObject({ code: 'STEP_BUDGET' });
    expect(await other).toBe(6000);
  });
});

test('other Tasks do not run in the middle of it', async () => {
  const lines: string[] = [];
  const log = (line: string) => void lines.push(line);
  const vm = load(
    `import { log } from 'host:'; export const main = () => log('main');
     log('begin'); for (let i = 0; i < 5000; i++); log('end');`,
    { ...manual(), stepsPerSlice: 100, capabilities: { log } },
  );
  const tasks = [vm.runEntry('main'), vm.runEntry('main')];
  vm.step(1e6);
  await Promise.all(tasks);
  expect(lines).toEqual(['begin', 'end', 'main', 'main']);
});
