import { spawnSync } from 'node:child_process';
import type { Vm } from 'raya-vm';
import { Compiler } from 'raya-vm/compiler';
import { expect, test } from 'vitest';
import { guestLibrary } from '../../src/bytecode/library';
import { link } from '../../src/bytecode/linker';
import { defaultCore } from '../../src/runtime/core';
import { IDLE_MS, IdleParking, type Timers } from '../../src/runtime/idle';
import {
  KEPT_FREE,
  type Lease,
  type LeaseOwner,
  LeasePool,
  maximumPagesFor,
} from '../../src/runtime/leases';
import { load, makeRuntime } from './support';

/** Time that stands still until the test moves it. */
class StillTime implements Timers {
  time = 0;
  pending: { callback: () => void; at: number } | undefined;
  /** What looking at the clock takes. */
  step = 0;

  now = () => {
    this.time += this.step;
    return this.time;
  };

  set(callback: () => void, milliseconds: number) {
    expect(this.pending).toBe(undefined);
    this.pending = { callback, at: this.time + milliseconds };
    return this.pending;
  }

  clear(timer: unknown) {
    expect(timer).toBe(this.pending);
    this.pending = undefined;
  }

  /** Lets the timer go off; when was it due, after the last time? */
  goOff(): number {
    const { callback, at } = this.pending!;
    const wait = at - this.time;
    this.time = at;
    this.pending = undefined;
    callback();
    return wait;
  }
}

const { unit, link: tables } = guestLibrary();
const image = link([unit], tables);

class Owner implements LeaseOwner {
  isIdle = true;
  mayPark = true;
  lease: Lease | undefined;
  constructor(readonly pool: LeasePool) {}
  use(): void {
    if (this.lease !== undefined) this.pool.touch(this.lease);
    else this.lease = this.pool.acquire(this, image, maximumPagesFor(image, 1024 * 1024));
    if (this.isIdle) this.pool.atRest();
  }
  canPark() {
    return this.mayPark;
  }
  park() {
    this.pool.release(this.lease!);
    this.lease = undefined;
  }
}

function makePool(leases = 64) {
  const timers = new StillTime();
  const pool = new LeasePool(defaultCore(), leases, () => idle.notice());
  const idle = new IdleParking(pool, 1, timers);
  const owners = (count: number) => Array.from({ length: count }, () => new Owner(pool));
  return { pool, idle, timers, owners };
}

test('what was not used for a while is parked; then no timer runs', () => {
  const { pool, timers, owners } = makePool();
  const [first, second] = owners(2);
  first!.use();
  expect(timers.pending!.at).toBe(IDLE_MS);
  timers.time = IDLE_MS / 2;
  second!.use();
  expect(timers.goOff()).toBe(IDLE_MS / 2);
  expect([first!.lease, second!.lease]).toEqual([undefined, expect.anything()]);
  expect(timers.goOff()).toBe(IDLE_MS);
  expect(pool.getStats()).toMatchObject({ held: 0, free: 2, evictions: 0 });
  expect(timers.pending).toBe(undefined);
});

test('what is used again stays', () => {
  const { timers, owners } = makePool();
  const [owner] = owners(1);
  owner!.use();
  for (let i = 0; i < 3; i++) {
    owner!.use();
    timers.goOff();
    expect(owner!.lease).not.toBe(undefined);
    expect(timers.pending).not.toBe(undefined);
  }
});

test('a Vm that runs, or cannot be moved, stays and keeps no timer', () => {
  const { timers, owners } = makePool();
  const [running, unmovable] = owners(2);
  running!.isIdle = false;
  unmovable!.mayPark = false;
  running!.use();
  expect(timers.pending).toBe(undefined);
  unmovable!.use();
  timers.goOff();
  expect([running!.lease, unmovable!.lease]).not.toContain(undefined);
  expect(timers.pending).toBe(undefined);
});

test('a memory that grew large is not copied', () => {
  const { timers, owners } = makePool();
  const [owner] = owners(1);
  owner!.use();
  owner!.lease!.ensure(3 * 1024 * 1024);
  timers.goOff();
  expect(owner!.lease).not.toBe(undefined);
});

test('parking many is done in turns', () => {
  const { pool, timers, owners } = makePool();
  for (const owner of owners(10)) owner.use();
  // The first, which set the timer; the others were used after it.
  timers.goOff();
  expect(pool.getStats().held).toBe(9);
  timers.step = 0.3;
  timers.goOff();
  expect(pool.getStats().held).toBe(6);
  expect(timers.goOff()).toBe(0);
  expect(pool.getStats().held).toBe(3);
});

test('free leases go when nobody has needed them for as long, all but a few', () => {
  const { pool, timers, owners } = makePool();
  const all = owners(KEPT_FREE + 5);
  for (const owner of all) owner.use();
  timers.goOff();
  timers.goOff();
  expect(pool.getStats().free).toBe(KEPT_FREE + 5);
  // Three of them are needed meanwhile.
  for (const owner of all.slice(0, 3)) owner.use();
  timers.goOff();
  expect(pool.getStats()).toMatchObject({ held: 3, free: KEPT_FREE });
  timers.goOff();
  expect(pool.getStats()).toMatchObject({ held: 0, free: KEPT_FREE + 3 });
  timers.goOff();
  expect(pool.getStats()).toMatchObject({ held: 0, free: KEPT_FREE });
  expect(timers.pending).toBe(undefined);
});

test('stopping clears the timer', () => {
  const { idle, timers, owners } = makePool();
  for (const owner of owners(1)) owner.use();
  idle.stop();
  expect(timers.pending).toBe(undefined);
});

// ---- Whole Vms: they wait for the park, however long it takes ----

async function untilParked(vm: Vm): Promise<void> {
  while (vm.runtime.getStats().resident > 0)
    await new Promise((resolve) => setTimeout(resolve, 20));
}

const counter = `
  import { later } from 'host:';
  let count = 0;
  export function next() { return ++count; }
  export async function wait() { const words = ['a', 'b']; return words.join() + (await later()) + next(); }
`;

test('a Vm goes on after it was parked, and its steps and heap say nothing of it', async () => {
  const answers: ((value: string) => void)[] = [];
  const later = () => new Promise<string>((resolve) => answers.push(resolve));
  const play = async (rest: (vm: Vm) => Promise<void>, manual: boolean) => {
    const vm = load(counter, { runtime: makeRuntime({ manual }), capabilities: { later } });
    const run = () => {
      if (manual) vm.step(Number.POSITIVE_INFINITY);
    };
    const first = vm.runEntry('next');
    run();
    await first;
    await rest(vm);
    const waiting = vm.runEntry('wait');
    run();
    while (answers.length === 0) await new Promise((resolve) => setImmediate(resolve));
    await rest(vm);
    answers.pop()!('!');
    await new Promise((resolve) => setImmediate(resolve));
    run();
    const { stepsExecuted, heapBytesUsed } = vm.getStats();
    return [await waiting, stepsExecuted, heapBytesUsed];
  };
  const resident = await play(async (vm) => expect(vm.runtime.getStats().parked).toBe(0), true);
  const parked = await play(async (vm) => {
    await untilParked(vm);
    expect(vm.runtime.getStats()).toMatchObject({ parked: 1, leases: { held: 0 } });
  }, false);
  expect(resident[0]).toBe('a,b!2');
  expect(parked).toEqual(resident);
});

test('a paused Vm is parked with its stack, which can be seen', async () => {
  const vm = load('export function main() { for (;;) {} }', {
    maxStepBudget: 10_000,
    onStepBudget: 'pause',
  });
  const task = vm.runEntry('main');
  await untilParked(vm);
  expect(vm.getStats().state).toBe('paused');
  expect(task.stack()).toContain('main (main.ts');
  const { stepsExecuted } = vm.getStats();
  vm.addSteps(5000);
  while (vm.getStats().state !== 'paused') await new Promise((resolve) => setImmediate(resolve));
  expect(vm.getStats().stepsExecuted).toBe(stepsExecuted + 5000);
});

test('an idle Vm keeps no process alive', () => {
  const bytes = new Compiler({ check: 'off' }).compileString(
    'export function main() { return 3; }',
  );
  const bytecode = JSON.stringify([...new Uint8Array(bytes.bytecode)]);
  const script = `
    import { Vm } from 'raya-vm';
    const vm = new Vm();
    vm.loadBytecode(new Uint8Array(${bytecode}));
    console.log(await vm.runEntry('main'), vm.runtime.getStats().leases.held);
    // The timer is set now; only those that keep the process alive are listed.
    console.log(process.getActiveResourcesInfo().includes('Timeout'));
  `;
  const { stdout, status } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
  });
  expect([stdout, status]).toEqual(['3 1\nfalse\n', 0]);
});
