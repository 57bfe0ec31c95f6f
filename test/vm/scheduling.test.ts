import { describe, expect, test } from 'vitest';
import { FairQueue, Queueing, type Runnable } from '../../src/runtime/fair-queue';
import { type Platform, Turns, type TurnTaker } from '../../src/runtime/turns';

/** A platform whose time and queues the test drives. */
class FakePlatform implements Platform {
  time = 0;
  micro: (() => void)[] = [];
  macro: (() => void)[] = [];
  now = () => this.time;
  microtask = (callback: () => void) => void this.micro.push(callback);
  macrotask = (callback: () => void) => void this.macro.push(callback);
  runMicro() {
    for (const callback of this.micro.splice(0)) callback();
  }
  runMacro() {
    for (const callback of this.macro.splice(0)) callback();
  }
}

class Worker implements TurnTaker {
  sliceMs = 1;
  quanta = 0;
  constructor(
    readonly platform: FakePlatform,
    readonly wanted: number,
    readonly quantumMs: number,
  ) {}
  runQuantum(): boolean {
    this.platform.time += this.quantumMs;
    return ++this.quanta < this.wanted;
  }
}

describe('turns', () => {
  test('the first quantum runs in a microtask', () => {
    const platform = new FakePlatform();
    const turns = new Turns(platform);
    const worker = new Worker(platform, 1, 0.1);
    turns.request(worker);
    expect(worker.quanta).toBe(0);
    platform.runMicro();
    expect(worker.quanta).toBe(1);
  });

  test('a turn ends after its time, the rest runs in macrotasks', () => {
    const platform = new FakePlatform();
    const turns = new Turns(platform);
    const worker = new Worker(platform, 25, 0.125);
    turns.request(worker);
    platform.runMicro();
    expect(worker.quanta).toBe(8);
    platform.runMacro();
    expect(worker.quanta).toBe(16);
    platform.runMacro();
    platform.runMacro();
    expect(worker.quanta).toBe(25);
  });

  test('microtasks share the turn: a chain of them cannot starve the event loop', () => {
    const platform = new FakePlatform();
    const turns = new Turns(platform);
    let quanta = 0;
    const taker: TurnTaker = {
      sliceMs: 1,
      runQuantum: () => {
        platform.time += 0.125;
        quanta++;
        return false;
      },
    };
    for (let i = 0; i < 30; i++) {
      turns.request(taker);
      platform.runMicro();
    }
    expect(quanta).toBe(8);
    platform.runMacro();
    expect(quanta).toBe(16);
  });

  test('several takers share one turn in rotation', () => {
    const platform = new FakePlatform();
    const turns = new Turns(platform);
    const workers = [1, 2, 3, 4].map(() => new Worker(platform, 100, 0.25));
    for (const worker of workers) turns.request(worker);
    platform.runMicro();
    expect(workers.map(({ quanta }) => quanta)).toEqual([1, 1, 1, 1]);
  });

  test('a new turn begins after the event loop has run', () => {
    const platform = new FakePlatform();
    const turns = new Turns(platform);
    turns.request(new Worker(platform, 1, 5));
    platform.runMicro();
    expect(platform.macro.length).toBe(1);
    const late = new Worker(platform, 1, 0.1);
    turns.request(late);
    platform.runMicro();
    expect(late.quanta).toBe(0);
    platform.runMacro();
    expect(late.quanta).toBe(1);
  });

  test('a withdrawn request is not run', () => {
    const platform = new FakePlatform();
    const turns = new Turns(platform);
    const worker = new Worker(platform, 1, 0.1);
    turns.request(worker);
    turns.cancel(worker);
    platform.runMicro();
    platform.runMacro();
    expect(worker.quanta).toBe(0);
  });
});

class Spinner implements Runnable {
  credit = 0;
  queueing = Queueing.OUT;
  ran = 0;
  turns = 0;
  ready = true;
  constructor(
    readonly weight = 1,
    readonly chunk = 1,
  ) {}
  runSteps(steps: number): number {
    // Chunks are never split, so a run may pass its allowance.
    const ran = Math.ceil(steps / this.chunk) * this.chunk;
    this.ran += ran;
    this.turns++;
    return ran;
  }
  isReady() {
    return this.ready;
  }
}

describe('the fair queue', () => {
  test('gives steps by weight, whatever the size of chunks', () => {
    const queue = new FairQueue<Spinner>();
    const spinners = [new Spinner(), new Spinner(1, 5_000_000), new Spinner(2), new Spinner(1, 7)];
    for (const spinner of spinners) queue.add(spinner);
    for (let i = 0; i < 4 * 5000; i++) expect(queue.runNext(20_000)).toBe(true);
    const share = 5000 * 20_000;
    expect(spinners[0]!.ran / share).toBeCloseTo(1, 1);
    expect(spinners[1]!.ran / share).toBeCloseTo(1, 1);
    expect(spinners[2]!.ran / share).toBeCloseTo(2, 1);
    expect(spinners[3]!.ran / share).toBeCloseTo(1, 1);
  });

  test('what is not ready leaves; what leaves and comes back counts once', () => {
    const queue = new FairQueue<Spinner>();
    const one = new Spinner();
    const two = new Spinner();
    queue.add(one);
    queue.add(two);
    expect(queue.add(one)).toBe(false);
    for (let i = 0; i < 1000; i++) {
      queue.remove(one);
      queue.add(one);
    }
    for (let i = 0; i < 100; i++) queue.runNext(10);
    expect(one.turns).toBe(50);
    one.ready = false;
    two.ready = false;
    queue.runNext(10);
    queue.runNext(10);
    expect(queue.size).toBe(0);
    expect(queue.runNext(10)).toBe(false);
  });

  test('thousands in the queue cost no more each', () => {
    const queue = new FairQueue<Spinner>();
    const spinners = Array.from({ length: 5000 }, () => new Spinner());
    for (const spinner of spinners) queue.add(spinner);
    for (let i = 0; i < 20_000; i++) queue.runNext(10);
    expect(new Set(spinners.map(({ turns }) => turns))).toEqual(new Set([4]));
  });
});
