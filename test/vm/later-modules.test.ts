/** Modules that are loaded after the first call: what they may be, what they see, and that nobody else notices. */
import { capability, type Snapshot, type Task, Vm, type VmOptions } from 'raya-vm';
import { Compiler } from 'raya-vm/compiler';
import { describe, expect, test } from 'vitest';
import { H_GC_PHASE } from '../../assembly/memory-map';
import { ParkedImage, parkRegion } from '../../src/vm/parking';
import { relocate } from '../../src/vm/relocate';
import { engineOf } from '../../src/vm/vm';
import { grow, internedStrings } from '../harness/grow';
import { randomIntegers } from '../harness/random';
import { failure, makeRuntime, turn } from './support';

const compiler = new Compiler({ check: 'off' });

const make = (options: VmOptions = {}) => new Vm({ runtime: makeRuntime(), compiler, ...options });

describe('a later module', () => {
  test('is the entry, and finds the modules that are there as they are', async () => {
    const vm = make();
    vm.loadModule('store', 'export const items = []; export let runs = 0; runs++;');
    vm.loadModule(
      'main',
      `import { items } from './store'; export const add = (x) => items.push(x)`,
    );
    expect(await vm.runEntry('add', ['tea'])).toBe(1);
    vm.loadModule(
      'report',
      `import { items, runs } from './store'; export const report = () => [items.join(), runs]`,
    );
    expect(await vm.runEntry('report')).toEqual(['tea', 1]);
    // As at the first link: names are looked for in the entry.
    expect(await failure(vm.runEntry('add', ['milk']))).toMatchObject({ code: 'NO_ENTRY' });
    vm.loadModule('again', `export * from './main'; export { report } from './report'`);
    await vm.runEntry('add', ['milk']);
    expect(await vm.runEntry('report')).toEqual(['tea,milk', 1]);
  });

  test('leaves the entry to a program of loadBytecode, which may come later too', async () => {
    const vm = make();
    vm.loadModule('lib', 'export const base = 40; export const name = () => "lib"');
    expect(await vm.runEntry('name')).toBe('lib');
    vm.loadBytecode(
      compiler.compileString(`import { base } from './lib'; export const main = () => base + 2`),
    );
    expect(await vm.runEntry('main')).toBe(42);
    vm.loadModule('last', 'export const name = () => "last"');
    expect(await vm.runEntry('main')).toBe(42);
    expect(await failure(vm.runEntry('name'))).toMatchObject({ code: 'NO_ENTRY' });
    expect(() => vm.loadBytecode(compiler.compileString('export {}'))).toThrow(/VM_BUSY|already/);
  });

  test('has a new name', async () => {
    const vm = make();
    vm.loadBytecode(
      compiler.compileModules(
        { 'main.ts': `import './inner/part'; export const main = () => 1`, 'inner/part.ts': '' },
        'main.ts',
      ),
    );
    await vm.runEntry('main');
    for (const name of ['main', './main.ts', 'inner/part', './inner/part.js']) {
      expect(() => vm.loadModule(name, 'export {}')).toThrow(
        expect.objectContaining({ code: 'VM_BUSY' }),
      );
    }
    vm.loadModule('main2', 'export {}');
    // Until the next call it may be replaced.
    vm.loadModule('main2', 'export {}');
    expect(await vm.runEntry('main')).toBe(1);
    expect(() => vm.loadModule('main2', 'export {}')).toThrow(
      expect.objectContaining({ code: 'VM_BUSY' }),
    );
  });

  test('whose imports lead nowhere rejects calls until they do', async () => {
    const vm = make();
    vm.loadModule('one', 'export const one = () => 1');
    await vm.runEntry('one');
    const other = vm.runEntry('one');
    vm.loadModule('two', `import { three } from './three'; export const two = () => three`);
    expect(await failure(vm.runEntry('two'))).toMatchObject({ code: 'NO_MODULE' });
    expect(await other).toBe(1);
    vm.loadModule('three', `export const three = 3; export { two } from './two'`);
    expect(await vm.runEntry('two')).toBe(3);
  });

  test('runs its top-level code once, after that of earlier ones, before the next entry', async () => {
    const lines: string[] = [];
    let release = () => {};
    const gate = () => new Promise<void>((resolve) => (release = resolve));
    const vm = make({ capabilities: { log: (line: string) => void lines.push(line), gate } });
    vm.loadModule(
      'first',
      `import { log, gate } from 'host:';
       log('first begins'); await gate(); log('first ends');
       export const run = (name) => log(name)`,
    );
    const tasks = [vm.runEntry('run', ['a'])];
    await turn();
    vm.loadModule('second', `import { log } from 'host:'; import './first'; log('second')`);
    vm.loadModule('third', `import './second'; export { run } from './first'`);
    tasks.push(vm.runEntry('run', ['b']), vm.runEntry('run', ['c']));
    await turn();
    expect(lines).toEqual(['first begins']);
    release();
    await Promise.all(tasks);
    expect(lines).toEqual(['first begins', 'first ends', 'a', 'second', 'b', 'c']);
  });

  test('whose top-level code fails makes every later entry fail', async () => {
    const vm = make();
    vm.loadModule('one', 'export const one = () => 1');
    await vm.runEntry('one');
    vm.loadModule('bad', `export { one } from './one'; throw new TypeError('no')`);
    expect(await failure(vm.runEntry('one'))).toMatchObject({ name: 'TypeError', message: 'no' });
    vm.loadModule('good', `export { one } from './one'`);
    expect(await failure(vm.runEntry('one'))).toMatchObject({ name: 'TypeError', message: 'no' });
  });

  test('brings capabilities; those in use keep what they count', async () => {
    let calls = 0;
    const send = capability(async () => ++calls, { maxConcurrent: 1, maxQueue: 0 });
    let finish = () => {};
    const slow = capability(() => new Promise<void>((resolve) => (finish = resolve)), {
      maxConcurrent: 1,
      maxQueue: 0,
    });
    const vm = make({ capabilities: { send, slow, now: () => 7 } });
    vm.loadModule('one', `import { slow } from 'host:'; export const wait = () => slow()`);
    const task = vm.runEntry('wait');
    await turn();
    vm.loadModule(
      'two',
      `import { now, send, slow } from 'host:';
       export const main = async () => [now(), await send(), await slow().catch((e) => e.name)]`,
    );
    expect(await vm.runEntry('main')).toEqual([7, 1, 'ThrottledError']);
    finish();
    await task;
    expect(() => vm.loadModule('three', `import { other } from 'host:'; other()`)).toThrow(
      expect.objectContaining({ code: 'NO_CAPABILITY' }),
    );
  });

  test('can come line by line, as in a REPL', async () => {
    const vm = make();
    let imports = '';
    for (let line = 0; line < 60; line++) {
      const before = line === 0 ? '0' : `v${line - 1}`;
      vm.loadModule(
        `line${line}`,
        `${imports} export const v${line} = ${before} + ${line};
        export const show = () => v${line}`,
      );
      imports = `import { v${line} } from './line${line}';`;
      expect(await vm.runEntry('show')).toBe((line * (line + 1)) / 2);
    }
  });

  test('cannot come from inside a capability; the call that links it can', async () => {
    let vm: Vm;
    let thrown: unknown;
    let inner: Task<any> | undefined;
    const call = () => {
      try {
        vm.loadModule('never', 'export {}');
      } catch (error) {
        thrown = error;
      }
      inner = vm.runEntry('later', [1]);
    };
    vm = make({ capabilities: { call } });
    vm.loadModule(
      'one',
      `import { call } from 'host:'; export let n = 0;
      export function main() { const list = ['a', 'b'].map((x) => { call(); return x }); n++; return list }`,
    );
    const task = vm.runEntry('main');
    vm.loadModule('two', `import { n } from './one'; export const later = (k) => n + k`);
    expect(await task).toEqual(['a', 'b']);
    expect(thrown).toMatchObject({ code: 'VM_BUSY' });
    expect(await inner).toBe(2);
  });
});

describe('strings that are keys', () => {
  // Every way to make a key at run time, and every kind of object that has it.
  const store = `
    const text = (...codes) => String.fromCharCode(...codes);
    const alpha = () => 'al' + text(112) + 'ha';
    const long = () => 'k'.repeat(300);
    const wide = () => text(0x3b1, 0x3b2) + 'x';
    export const plain = {}, dictionary = {}, map = new Map(), frozen = Object.freeze({ [alpha()]: 5 });
    export class Thing { static [alpha()] = 1; [alpha()]() { return 2 } get [wide()]() { return 3 } }
    export function fill() {
      for (const key of [alpha(), long(), wide()]) { plain[key] = key; map.set(key, key) }
      for (let i = 0; i < 300; i++) dictionary['d' + i] = i;
      dictionary[alpha()] = 'in a dictionary';
      Object.assign(plain, JSON.parse('{"par' + 'sed":1}'));
      return Object.keys(plain).length;
    }
    export function check() {
      return [plain[alpha()] === alpha(), plain[long()].length, plain[wide()], dictionary['d' + 7],
        dictionary[alpha()], map.get(alpha()), Object.keys(plain).join().length, frozen[alpha()],
        alpha() in plain, delete dictionary['d' + 9], 'd' + 9 in dictionary];
    }
  `;
  const reader = `
    import { plain, dictionary, map, frozen, Thing } from './store';
    export { fill, check } from './store';
    export const read = () => [plain.alpha, plain.${'k'.repeat(300)}.length, plain['\\u03b1\\u03b2x'],
      plain.parsed, dictionary.d7, dictionary.alpha, map.get('alpha'), frozen.alpha, Thing.alpha,
      new Thing().alpha(), new Thing()['\\u03b1\\u03b2x'], Object.keys(plain).includes('alpha')];
    export function write() { plain.alpha = 'changed'; plain.added = 1; return Object.keys(plain).length }
  `;
  const before = [true, 300, '\u03b1\u03b2x', 7, 'in a dictionary', 'alpha'];

  test('have one address, whoever named them first', async () => {
    const vm = make();
    vm.loadModule('store', store);
    expect(await vm.runEntry('fill')).toBe(4);
    const checked = await vm.runEntry<unknown[]>('check');
    expect(checked.slice(0, 6)).toEqual(before);
    vm.loadModule('reader', reader);
    expect(await vm.runEntry('read')).toEqual([
      'alpha',
      300,
      '\u03b1\u03b2x',
      1,
      7,
      'in a dictionary',
      'alpha',
      5,
      1,
      2,
      3,
      true,
    ]);
    expect(await vm.runEntry('check')).toEqual(checked);
    // What the new code writes under a constant, old code finds under a string that it makes.
    expect(await vm.runEntry('write')).toBe(5);
    expect(await vm.runEntry<unknown[]>('check')).toMatchObject({ 0: false });
    expect(await vm.runEntry('fill')).toBe(5);
    expect((await vm.runEntry<unknown[]>('check')).slice(0, 6)).toEqual(before);
  });

  test('are charged as before, and gone from the table of strings made at run time', async () => {
    const run = async (growths: number) => {
      const vm = make();
      // A program of loadBytecode stays the entry: what is loaded later is linked, not evaluated.
      vm.loadBytecode(compiler.compileString(store));
      await vm.runEntry('fill');
      const known = internedStrings(vm).length;
      for (let index = 0; index < growths; index++) grow(vm, `later${index}`);
      const left = internedStrings(vm).length;
      const results = [await vm.runEntry('check'), await vm.runEntry('fill')];
      const { stepsExecuted } = vm.getStats();
      return { known, left, results, stepsExecuted };
    };
    const without = await run(0);
    expect(without.known).toBeGreaterThan(300);
    expect(without.left).toBe(without.known);
    for (const growths of [1, 3]) {
      const { left, ...same } = await run(growths);
      expect({ ...same, left: without.left }).toEqual(without);
      expect(left).toBe(0);
    }
  });
});

describe('whatever the Vm was doing', () => {
  const source = `
    import { log, ask } from 'host:';
    const seen = {};
    const note = (text) => { seen['n' + text.length] = (seen['n' + text.length] ?? 0) + 1; log(text) };
    async function deep(n) { if (n === 0) return await ask('deep'); return n + (await deep(n - 1)) }
    export async function waits() { note('waits ' + (await deep(5))) }
    export async function timers() {
      for (let i = 0; i < 5; i++) { await new Promise((r) => setTimeout(r, 10)); note('timer ' + i) }
    }
    export function loops() {
      let text = '';
      for (let i = 0; i < 4000; i++) { seen['k' + (i % 50)] = i; text = text.slice(-20) + i }
      note('loops ' + text);
    }
    export function sorts() {
      const list = Array.from({ length: 200 }, (_, i) => (i * 37) % 101);
      try { list.sort((a, b) => { if (a === b) seen['same' + a] = 1; return a - b }) } finally { note('sorted ' + list[100]) }
      note(JSON.stringify(list.map((x) => ({ ['p' + (x % 5)]: x }))).slice(0, 90));
    }
    export const keys = () => Object.keys(seen).sort().join();
  `;
  const program = compiler.compileString(source);
  const entries = ['waits', 'timers', 'loops', 'sorts', 'waits', 'loops'];

  /** Lets all entries run side by side in slices of `slice` steps; `between` may do what it likes to the Vm at rest. */
  async function run(
    slice: number,
    between: (vm: Vm, round: number) => void,
    options: VmOptions = {},
  ) {
    const lines: string[] = [];
    const answers: (() => void)[] = [];
    const vm = make({
      runtime: makeRuntime({ manual: true }),
      stepsPerSlice: 700,
      capabilities: {
        log: (line: string) => void lines.push(line),
        ask: (what: string) => new Promise((resolve) => answers.push(() => resolve(`${what}!`))),
      },
      ...options,
    });
    vm.loadBytecode(program);
    const tasks = entries.map((entry) => vm.runEntry(entry));
    for (let round = 0; tasks.some((task) => task.status !== 'completed'); round++) {
      between(vm, round);
      const { ran, state } = vm.step(slice);
      if (ran === 0 && state === 'idle') {
        between(vm, round);
        answers.shift()?.();
        await turn();
      }
      if (round > 100_000) throw new Error(`stuck: ${tasks.map((task) => task.status)}`);
    }
    const keys = vm.runEntry<string>('keys');
    vm.step(1e6);
    lines.push(await keys);
    return { lines, steps: vm.getStats().stepsExecuted };
  }

  const growing = (every: number) => {
    let loaded = 0;
    return (vm: Vm, round: number) => {
      if (round % every === 0 && loaded < 40) grow(vm, `later-${loaded++}`);
    };
  };

  test.each([
    ['every 100 steps', 100, {}],
    ['every 3000 steps', 3000, {}],
    ['without a collector', 3000, { heap: 'bump' as const }],
    ['in a small heap', 3000, { maxHeapBytes: 256 * 1024 }],
  ])('nothing changes: %s', async (_name, slice, options) => {
    const straight = await run(slice, () => {}, options);
    expect(straight.lines.filter((line) => line.startsWith('waits'))).toHaveLength(2);
    expect(await run(slice, growing(1), options)).toEqual(straight);
  });

  test('nothing changes: parked, paused', async () => {
    const straight = await run(500, () => {});
    const whenParked = growing(7);
    const parked = await run(500, (vm, round) => {
      engineOf(vm).park();
      whenParked(vm, round);
    });
    expect(parked).toEqual(straight);
    const whenPaused = growing(7);
    const paused = await run(500, (vm, round) => {
      void vm.pause();
      whenPaused(vm, round);
      vm.resume();
    });
    expect(paused).toEqual(straight);
  });

  test('snapshots hold what was loaded later, and the order of it', async () => {
    const lines: string[] = [];
    const capabilities = { log: (line: string) => void lines.push(line), ask: () => 'yes' };
    const vm = make({ capabilities, runtime: makeRuntime({ manual: true }) });
    const call = async (target: Vm, name: string, ...args: unknown[]) => {
      const task = target.runEntry(name, args);
      target.step(1e7);
      return await task;
    };
    vm.loadModule(
      'one',
      `import { log } from 'host:'; log('one'); export const one = {};
      export const set = (k, v) => { one['k' + k] = v }`,
    );
    await call(vm, 'set', 1, 'first');
    vm.loadModule(
      'two',
      `import { log } from 'host:'; import { one } from './one'; log('two');
      export { set } from './one'; export const get = () => one.k1`,
    );
    expect(await call(vm, 'get')).toBe('first');
    const early = vm.snapshot();
    vm.loadBytecode(
      compiler.compileString(`import { log } from 'host:'; log('main');
      export { set } from './one'; export { get } from './two'; export const ask = () => 1`),
    );
    vm.loadModule('three', `import './two'; export const never = 1`);
    const running = vm.runEntry('set', [2, 'second']);
    vm.step(3);
    const late = vm.snapshot({ compress: true });
    vm.step(1e7);
    await running;
    expect(lines).toEqual(['one', 'two', 'main']);
    for (const [snapshot, entry] of [
      [early, 'get'],
      [late, 'ask'],
    ] as const) {
      const restored = Vm.from(snapshot, {
        capabilities,
        compiler,
        runtime: makeRuntime({ manual: true }),
      });
      expect(await call(restored, 'get')).toBe('first');
      await call(restored, entry);
      // It grows from there on, with strings that it has made itself.
      grow(restored, 'four');
      if (entry === 'get') restored.loadModule('five', `export { get, set } from './two'`);
      await call(restored, 'set', 1, 'changed');
      expect(await call(restored, 'get')).toBe('changed');
      expect(restored.snapshot().info.programHash).not.toBe(snapshot.info.programHash);
    }
    // By reference: a Vm that has loaded the same in the same order.
    const reference = vm.snapshot({ code: 'reference' });
    vm.restore(reference);
    expect(await call(vm, 'get')).toBe('first');
    expect(() => Vm.from(reference, { capabilities, runtime: makeRuntime() })).toThrow(
      expect.objectContaining({ code: 'BAD_SNAPSHOT' }),
    );
  });

  test('a snapshot from inside a capability holds what waits to be linked', async () => {
    let vm: Vm;
    let inside: Snapshot | undefined;
    const look = () => {
      inside = vm.snapshot();
      return 'looked';
    };
    const options = { capabilities: { look } };
    vm = make(options);
    vm.loadModule(
      'one',
      `import { look } from 'host:'; export let seen = {};
      export function main() { seen['x' + 'y'] = look(); return seen['x' + 'y'] }`,
    );
    const task = vm.runEntry('main');
    vm.loadModule(
      'two',
      `import { seen } from './one'; export const read = () => seen.xy;
      export { main } from './one'`,
    );
    expect(await task).toBe('looked');
    const restored = Vm.from(inside!, { ...options, runtime: makeRuntime() });
    await restored.tasks()[0];
    expect(await restored.runEntry('read')).toBe('looked');
  });

  test('while a collection is open, after it', () => {
    const vm = make({ runtime: makeRuntime({ manual: true }) });
    vm.loadBytecode(
      compiler.compileString(`const kept = [];
        export function main() { for (let i = 0; ; i++) kept[i % 50000] = [i] }
        export const size = () => kept.length`),
    );
    const task = vm.runEntry('main');
    const engine = engineOf(vm);
    const phase = () => engine.header()!.u32(H_GC_PHASE);
    engine.runSteps(1);
    for (let growths = 0; growths < 3; growths++) {
      while (phase() !== 8) engine.runSteps(2);
      const { image } = engine;
      vm.loadModule(`later${growths}`, 'export const x = 1');
      engine.prepare();
      expect(engine.image).toBe(image);
      for (let turns = 0; engine.image === image; turns++) {
        expect(turns).toBeLessThan(1000);
        engine.runSteps(2);
      }
      expect(phase()).toBe(0);
    }
    vm.step(20_000);
    expect(task.status).toBe('running');
  });

  test('a damaged image is refused or moved, and does no harm', async () => {
    const vm = make({ runtime: makeRuntime({ manual: true }) });
    vm.loadBytecode(
      compiler.compileString(source.replace(/import.*/, 'const log = () => {}, ask = log;')),
    );
    vm.runEntry('sorts');
    vm.step(20_000);
    const engine = engineOf(vm);
    const from = engine.image!;
    const whole = parkRegion(engine.resident()!, from, undefined);
    grow(vm, 'later');
    const to = engine.image!;
    expect(to).not.toBe(from);
    const draws = randomIntegers(2 ** 30, 300_000, 11);
    let drawn = 0;
    const random = (limit: number) => draws[drawn++ % draws.length]! % limit;
    let refused = 0;
    for (let round = 0; round < 1000; round++) {
      const [header, body] = [whole.header.slice(), whole.body.slice()];
      for (let change = 0; change <= round % 20; change++) {
        const words = new Uint32Array(random(4) === 0 ? header.buffer : body.buffer);
        words[random(words.length)] =
          random(2) === 0 ? random(2 ** 20) : random(2 ** 30) * 4 + random(4);
      }
      try {
        const moved = relocate(new ParkedImage(header, body), from, to);
        expect(moved.body.length - body.length).toBe(
          to.globalsEnd - to.globalsBase - (from.globalsEnd - from.globalsBase),
        );
      } catch (error) {
        expect((error as Error).message).toMatch(/damaged|no memory/);
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(100);
    expect(refused).toBeLessThan(1000);
    expect(relocate(whole, from, to).byteLength).toBeGreaterThan(whole.byteLength);
  });
});
