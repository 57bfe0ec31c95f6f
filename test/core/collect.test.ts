import { describe, expect, it } from 'vitest';
import { PHASE_CLEAR, PHASE_MARK, PHASE_OFFSETS, PHASE_SLIDE } from '../../assembly/layouts';
import * as map from '../../assembly/memory-map';
import {
  FATAL_TASK,
  FATAL_VM,
  FAULT,
  GLOBAL_COUNT,
  HEAP,
  HeapRegion,
  type Mirror,
  MORE,
  RAW,
  READY,
  REFUSED,
  Refusal,
  SLOTS,
  STACK,
} from './collect-region';
import { Random } from './numbers-support';

const KB = 1024;
const MB = 1024 * 1024;

/** The last global is not the random guest's. */
const PLACES = GLOBAL_COUNT - 1;

/** A guest that makes, links and drops objects at random; every object it knows is reachable. */
class Guest {
  made = 0;

  constructor(
    readonly region: HeapRegion,
    readonly random: Random,
    readonly largest = 20,
  ) {}

  /** Any object, by a random path from a root. */
  any(): Mirror | undefined {
    let mirror = this.region.globals[this.random.below(PLACES)];
    for (let depth = this.random.below(6); mirror?.slots && depth > 0; depth--) {
      const next = mirror.slots[this.random.below(Math.max(1, mirror.slots.length))];
      if (typeof next === 'object' && !next.text) mirror = next;
    }
    return mirror;
  }

  step(): void {
    const { random, region } = this;
    const action = random.below(10);
    if (action === 0) {
      region.setGlobal(random.below(PLACES), undefined);
      return;
    }
    if (action < 4) {
      const mirror = this.any();
      if (mirror?.slots && mirror.slots.length > 0 && mirror.kind !== STACK) {
        region.put(mirror, random.below(mirror.slots.length), this.any());
      }
      return;
    }
    this.make();
  }

  make(): void {
    const { random, region } = this;
    const second = ++this.made & 0xffff;
    const size =
      random.below(100) === 0 ? random.below(this.largest * 40) : random.below(this.largest);
    const bytes = 8 + 8 * size;
    const kind = random.below(8);
    if (kind < 2) {
      region.setGlobal(random.below(PLACES), region.make(RAW, bytes, [], second));
      return;
    }
    // Roots may change while memory is made: what the object refers to is read from the roots afterwards.
    const stack = kind === 2;
    const used = stack ? 8 + 8 * random.below(size + 1) : second;
    const mirror = region.make(stack ? STACK : SLOTS, bytes, [], used);
    const live = stack ? (used - 8) / 8 : size;
    for (let i = 0; i < live; i++) {
      const choice = random.below(6);
      region.put(
        mirror,
        i,
        choice < 3 ? this.any() : choice === 3 ? i / 3 : choice === 4 ? region.constant : 12345n,
      );
    }
    const holder = this.any();
    const place = holder?.slots?.length ? random.below(holder.slots.length) : -1;
    if (place >= 0 && holder!.kind === SLOTS && random.below(2)) region.put(holder!, place, mirror);
    else region.setGlobal(random.below(PLACES), mirror);
  }
}

/** Bytes of a large request: it is judged before it is met. */
const LARGE = 2056;

/** A checkpoint that has to collect. */
function checkpoint(region: HeapRegion): void {
  const before = region.collections;
  region.setDouble(map.H_CHECKPOINT, 1);
  region.setDouble(map.H_FOUND_DEAD, -(2 ** 40));
  region.starve();
  region.make(RAW, LARGE);
  expect(region.collections).toBe(before + 1);
  expect(region.used).toBe(region.double(map.H_LIVE) + LARGE);
}

function expectExact(region: HeapRegion): void {
  const used = region.used;
  region.collect();
  const live = region.walk();
  expect(region.double(map.H_LIVE)).toBe(live.bytes);
  expect(region.occupied).toBe(live.bytes + region.double(map.H_UNCOUNTED));
  expect(region.used).toBe(used);
}

describe('marking and sliding', () => {
  it.each([1, 2, 3, 4])('keeps a random graph as it is, seed %i', (seed) => {
    const region = new HeapRegion();
    const guest = new Guest(region, new Random(seed), [4, 20, 60, 600][seed - 1]);
    const rounds = seed === 4 ? 10 : 40;
    for (let round = 0; round < rounds; round++) {
      for (let i = 0; i < 400; i++) guest.step();
      expectExact(region);
    }
    expect(region.collections).toBeGreaterThanOrEqual(rounds);
    for (let i = 0; i < GLOBAL_COUNT; i++) region.setGlobal(i, undefined);
    expectExact(region);
    expect(region.occupied).toBe(0);
  });

  it('collects at every allocation', () => {
    const region = new HeapRegion();
    region.setWord(map.H_KNOB_COLLECT, 1);
    region.starve();
    const guest = new Guest(region, new Random(5), 8);
    for (let i = 0; i < 3000; i++) {
      region.setWord(map.H_PC, 8 * i); // another instruction
      guest.step();
    }
    region.settle();
    // Everything that did not only link or drop has collected.
    expect(region.collections).toBe(guest.made);
    expectExact(region);
  });

  it('lets an instruction that asks for much many times end while it collects', () => {
    const region = new HeapRegion();
    region.setWord(map.H_KNOB_COLLECT, 1);
    region.starve();
    const instruction = (reserves: number) => {
      for (;;) {
        let done = 0;
        while (done < reserves && region.core.make!(LARGE, RAW, 0) !== 0) done++;
        if (done === reserves) return;
        expect(region.service()).toBe(READY);
      }
    };
    for (let i = 0; i < 20; i++) {
      const before = region.collections;
      region.setWord(map.H_PC, 1000 + i);
      instruction(i + 1);
      expect(region.collections - before).toBe(i + 1);
    }
  });

  it('follows lists, fans and large arrays', () => {
    const region = new HeapRegion();
    // A list of 100,000, made from its end.
    let list: Mirror | undefined;
    for (let i = 0; i < 100_000; i++) {
      list = region.make(SLOTS, 24, [i, list]);
      region.setGlobal(0, list);
    }
    // Fans: a tree of arrays of 100, so that the mark stack (4,096 entries) overflows.
    const fan = (depth: number, width: number): Mirror => {
      const array = region.make(SLOTS, 8 + 8 * width, []);
      if (depth > 0) for (let i = 0; i < width; i++) region.put(array, i, fan(depth - 1, width));
      return array;
    };
    // Nothing collects below 4 MB of garbage and live: the fans are made unrooted, by design of this test.
    region.setDouble(map.H_LIVE, 2 ** 40);
    region.core.updateLimit!();
    region.setGlobal(1, fan(2, 100));
    region.setGlobal(2, fan(3, 12));
    const large = region.make(SLOTS, 8 + 8 * 50_000, []);
    region.setGlobal(3, large);
    for (let i = 0; i < 50_000; i++) {
      region.put(large, i, i % 3 ? region.make(i % 2 ? RAW : SLOTS, 16, [], i & 255) : large);
    }
    // Chains of long arrays: the cursors nest.
    let chain: Mirror | undefined;
    for (let i = 0; i < 3000; i++) {
      const link = region.make(SLOTS, 8 + 8 * 200, []);
      for (let j = 0; j < 200; j++) region.put(link, j, j === 100 ? chain : j % 50 ? j : large);
      chain = link;
      region.setGlobal(4, chain);
    }
    const raw = region.make(RAW, 3 * MB, [], 77);
    region.setGlobal(5, raw);
    expectExact(region);
    region.setGlobal(0, undefined);
    expectExact(region);
    region.setGlobal(2, undefined);
    region.setGlobal(3, undefined);
    expectExact(region);
  });

  it('turns objects gray when the mark stack is full, and meets them again', () => {
    const region = new HeapRegion();
    // A comb: each tooth is an array of 127 objects with slots, the last of which leads to the next tooth;
    // the stack fills with what is left of every tooth.
    let tooth: Mirror | undefined;
    for (let i = 0; i < 300; i++) {
      const next = region.make(SLOTS, 8 + 8 * 127, [tooth]);
      region.setGlobal(0, next);
      for (let j = 0; j < 127; j++) region.put(next, j, region.make(SLOTS, 16, [j]));
      if (tooth) region.put(next, 126, tooth);
      tooth = next;
    }
    let turned = 0;
    region.onChunk = () => {
      if (region.word(map.H_GC_PHASE) !== PHASE_MARK) return;
      const tables = region.word(map.H_GC_TABLES);
      if (region.word(tables + 32) !== 0xffffffff) turned++;
    };
    expectExact(region);
    expect(turned).toBeGreaterThan(0);
  });

  it('moves the stack in use, scans it up to its top and clears the rest', () => {
    const region = new HeapRegion();
    const garbage = region.make(RAW, 64, [], 1);
    region.setGlobal(0, garbage);
    region.startStack(512);
    const kept = region.make(SLOTS, 32, [1, 2, 3]);
    const dead = region.make(SLOTS, 32, [4, 5, 6]);
    const stack = region.stack!;
    region.put(stack, region.stackSlots - 1, kept);
    region.put(stack, region.stackSlots, dead);
    region.setGlobal(0, undefined);
    region.collect();
    expect(stack.address).toBe(HEAP);
    expect(region.occupied).toBe(stack.bytes + kept.bytes);
    expect(region.double(map.H_LIVE)).toBe(stack.bytes + kept.bytes);
    expect(region.long(stack.address + 8 + 8 * region.stackSlots)).toBe(0n);
    // No job runs: nothing of the stack is live.
    region.setWord(map.H_FP, 0);
    region.stack = undefined;
    region.collect();
    expect(region.occupied).toBe(stack.bytes);
    expect(region.word(map.H_FP)).toBe(0);
  });

  it('drops dead strings from the intern table at checkpoints, and only those', () => {
    const region = new HeapRegion();
    const random = new Random(7);
    let made = 0;
    for (let i = 1; i <= 30_000; i++) {
      const slot = random.below(GLOBAL_COUNT);
      const string = region.string(`key ${i}`);
      made += string.bytes;
      region.setGlobal(slot, string);
      expect(region.intern(string)).toBe(string);
      if (i % 3000 !== 0) continue;
      // The table itself does not count.
      expect(region.core.allocatedBytes!()).toBe(made);
      // An equal string finds the first one.
      const again = region.string(`key ${i}`);
      region.setGlobal((slot + 1) % GLOBAL_COUNT, again);
      expect(region.intern(again)).toBe(string);
      // Collections that decide nothing leave the table as it is, but do not count the dead.
      const full = region.internTable();
      expect(full.live).toBe(full.entries);
      region.collect();
      expect(region.internTable()).toEqual(full);
      expect(region.double(map.H_LIVE)).toBe(region.walk().bytes);
      expect(region.double(map.H_LIVE) + region.double(map.H_UNCOUNTED)).toBe(region.occupied);
      const early = region.string(`key ${i - 1000}`);
      made += again.bytes + early.bytes + LARGE;
      region.setGlobal((slot + 2) % GLOBAL_COUNT, early);
      expect(region.intern(early)).not.toBe(early);
      region.setGlobal((slot + 2) % GLOBAL_COUNT, undefined);
      checkpoint(region);
      const interned = [...region.walk().strings].filter((mirror) => mirror.second !== 0);
      expect(interned.length).toBeGreaterThan(200);
      expect(region.internTable()).toEqual({ live: interned.length, entries: interned.length });
      for (const mirror of interned) expect(region.intern(mirror)).toBe(mirror);
      // The checkpoint's own object is the last.
      const live = region.double(map.H_LIVE);
      expect(live + region.double(map.H_UNCOUNTED) + LARGE).toBe(region.occupied);
    }
  });

  it('takes a collection while the intern table is being rehashed', () => {
    const region = new HeapRegion();
    let chunks = 0;
    const expectLive = () => {
      region.collect();
      expect(region.double(map.H_LIVE)).toBe(region.walk().bytes);
    };
    // 200 lists of strings, so that a table of more than one chunk comes about.
    const strings: Mirror[] = [];
    for (let i = 0; i < 30_000; i++) {
      const string = region.string(`k${i}`);
      region.setGlobal(0, string);
      let address = 0;
      for (let round = 0; address === 0; round++) {
        address = region.core.intern!(string.address);
        region.setWord(map.H_CHARGE, 0);
        if (address !== 0) break;
        expect(region.word(map.H_WORK)).not.toBe(0);
        region.collect();
        // Entries are dropped from both tables.
        while (region.core.runWork!() === 0) (chunks++ % 2 ? checkpoint : expectLive)(region);
        expect(round).toBeLessThan(2);
      }
      string.second = 2;
      const holder = region.make(SLOTS, 24, [string, region.globals[1 + (i % 200)]]);
      region.setGlobal(1 + (i % 200), holder);
      strings.push(string);
    }
    expect(chunks).toBeGreaterThan(1);
    checkpoint(region);
    expect(region.internTable()).toEqual({ live: 30_000, entries: 30_000 });
    for (const string of strings) expect(region.intern(string)).toBe(string);
  });
});

describe('chunks', () => {
  it('do a bounded amount of work each', () => {
    const region = new HeapRegion();
    const random = new Random(11);
    region.setGlobal(0, region.make(RAW, 5 * MB, [], 3));
    const table = region.make(SLOTS, 8 + 8 * 200_000, []);
    region.setGlobal(1, table);
    for (let i = 0; i < 100_000; i++) {
      region.put(table, random.below(200_000), region.make(SLOTS, 16 + 8 * random.below(10), [i]));
      region.enter();
    }
    region.setGlobal(0, undefined);
    const before = { phase: 0, cursor: 0, to: 0, marked: 0 };
    const seen = new Set<number>();
    region.onChunk = () => {
      const phase = region.word(map.H_GC_PHASE);
      const cursor = region.word(map.H_GC_CURSOR);
      const to = region.word(map.H_GC_CURSOR2);
      const marked = phase === PHASE_MARK ? region.word(region.word(map.H_GC_TABLES) + 40) : 0;
      seen.add(phase);
      if (phase === before.phase) {
        if (phase === PHASE_CLEAR) expect(cursor - before.cursor).toBeLessThanOrEqual(256 * KB);
        // An object of n bytes costs at least 32, and is at most 96 bytes here but for the table.
        if (phase === PHASE_MARK && before.marked > 2 * MB) {
          expect(marked - before.marked).toBeLessThanOrEqual(3 * 128 * KB + 1024);
        }
        if (phase === PHASE_OFFSETS) expect(cursor - before.cursor).toBeLessThanOrEqual(32 * KB);
        if (phase === PHASE_SLIDE) expect(to - before.to).toBeLessThanOrEqual(128 * KB + 64 * KB);
      }
      Object.assign(before, { phase, cursor, to, marked });
    };
    const entries = region.entries;
    expectExact(region);
    expect(region.entries - entries).toBeGreaterThan(40);
    expect([...seen]).toEqual(expect.arrayContaining([PHASE_MARK, PHASE_SLIDE]));
  });
});

/** Runs the same guest and notes what it can see of memory. */
function trace(seed: number, meddle: (region: HeapRegion, step: number) => void): string[] {
  const region = new HeapRegion({ maxHeapBytes: 160 * KB });
  const guest = new Guest(region, new Random(seed), 16);
  const random = new Random(seed + 100);
  const lines: string[] = [];
  let retries = 0;
  for (let i = 0; i < 6000; i++) {
    meddle(region, i);
    retries = region.charged;
    try {
      if (i % 4 === 0) {
        const string = region.string(`name ${random.below(3000)}`);
        const place = random.below(PLACES);
        region.setGlobal(place, string);
        // A property's key is the interned string; the string itself may live on too.
        const key = region.intern(string);
        region.setGlobal(random.below(2) ? place : (place + 1) % PLACES, key);
      } else if (i % 4 === 1) {
        region.setGlobal(PLACES, region.make(SLOTS, 304, [region.globals[PLACES]]));
      } else guest.step();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      lines.push(`${i}: verdict ${error.verdict}, ${region.charged - retries} steps`);
      if (error.verdict === FATAL_VM) break;
      // Some errors are caught and something is dropped; after others the guest goes on.
      if (error.verdict === FATAL_TASK || random.below(4)) {
        for (let g = 0; g < 200; g++) region.setGlobal(random.below(PLACES), undefined);
        region.setGlobal(PLACES, undefined);
      }
    }
    if (i % 10 === 0) {
      lines.push(
        `${i}: ${region.used} used, ${region.core.allocatedBytes!()} allocated, ` +
          `next ${region.double(map.H_CHECKPOINT)}, state ${region.word(map.H_OOM_STATE)}, ${region.charged} steps`,
      );
    }
  }
  return lines;
}

describe('checkpoints', () => {
  it.each([21, 22, 23])('come out the same however often is collected, seed %i', (seed) => {
    const plain = trace(seed, () => {});
    expect(plain.filter((line) => line.includes('verdict 2')).length).toBeGreaterThan(1);
    const often = trace(seed, (region, step) => {
      if (step % 7 === 0) region.collect();
    });
    expect(often).toEqual(plain);
    const stressed = trace(seed, (region, step) => {
      if (step === 0) {
        region.setWord(map.H_KNOB_COLLECT, 1);
        region.starve();
      }
      region.setWord(map.H_PC, step);
    });
    expect(stressed).toEqual(plain);
  });

  it('collect only where what is used might not fit', () => {
    const region = new HeapRegion({ maxHeapBytes: 1 * MB });
    for (let i = 0; i < 100_000; i++) region.make(RAW, 64, [], i & 255);
    // 6.4 MB allocated, nothing live: every other checkpoint, half a cap apart, has to look.
    expect(region.collections).toBeGreaterThanOrEqual(5);
    expect(region.collections).toBeLessThanOrEqual(7);
    expect(region.mapped).toBeLessThan(2 * MB);
  });

  it('bound live bytes and memory', () => {
    const cap = 8 * MB;
    const region = new HeapRegion({ maxHeapBytes: cap });
    const random = new Random(31);
    const table = region.make(SLOTS, 8 + 8 * 120_000, []);
    region.setGlobal(0, table);
    const refusals: number[] = [];
    for (let i = 0; i < 300_000; i++) {
      try {
        const mirror = region.make(SLOTS, 48, [i]);
        region.put(table, random.below(120_000), mirror);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        refusals.push(error.verdict);
      }
      expect(region.used).toBeLessThanOrEqual(2 * cap);
      if (i % 20_000 === 0) region.enter();
    }
    expect(refusals).toEqual([]);
    expect(region.mapped).toBeLessThanOrEqual(HEAP + cap * 1.54 + 128 * KB);
    expectExact(region);
    expect(region.double(map.H_LIVE)).toBeGreaterThan(cap * 0.7);
  });

  it('collect for the footprint only between entries, and keep a small Vm small', () => {
    const region = new HeapRegion({ maxHeapBytes: 64 * MB });
    for (let i = 0; i < 400; i++) region.make(RAW, 64, [], 1);
    expect(region.mapped).toBe(128 * KB);
    for (let i = 0; i < 100_000; i++) region.make(RAW, 64, [], 1);
    expect(region.collections).toBe(0);
    expect(region.core.collectionOpen!()).toBe(1);
    region.enter();
    expect(region.collections).toBe(1);
    expect(region.occupied).toBe(0);
    for (let i = 0; i < 1_000_000; i++) {
      if (i % 1000 === 0) region.enter();
      region.make(RAW, 64, [], 1);
    }
    expect(region.mapped).toBeLessThan(9 * MB);
    expect(region.collections).toBeLessThan(20);
  });

  it('do not make dead strings of the intern table a reason to collect', () => {
    const region = new HeapRegion({ maxHeapBytes: 64 * MB });
    for (let i = 0; i < 400_000; i++) {
      const string = region.string(`property ${i}`);
      region.setGlobal(0, string);
      region.intern(string);
      if (i % 500 === 0) region.enter();
    }
    // 16 MB of strings and 8 MB of tables.
    expect(region.collections).toBeLessThan(12);
    checkpoint(region);
    expect(region.internTable()).toEqual({ live: 1, entries: 1 });
  });

  it('follow a changed cap', () => {
    const region = new HeapRegion({ maxHeapBytes: 128 * KB });
    const fill = () => {
      for (let i = 0; i < 5000; i++) {
        const before = region.globals[0];
        try {
          region.setGlobal(0, region.make(SLOTS, 64, [before]));
        } catch {
          return i;
        }
      }
      return -1;
    };
    expect(fill()).toBeGreaterThan(1000);
    region.core.setMaxHeapBytes!(1 * MB);
    expect(fill()).toBe(-1);
    region.core.setMaxHeapBytes!(64 * KB);
    expect(fill()).toBeLessThan(1000);
  });
});

describe('out of memory', () => {
  const cap = 256 * KB;

  /** A list that grows until a verdict. */
  function grow(region: HeapRegion, bytes = 64): { verdict: number; allocated: number } {
    const start = region.core.allocatedBytes!();
    for (;;) {
      try {
        region.setGlobal(0, region.make(SLOTS, bytes, [region.globals[0]]));
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        return { verdict: error.verdict, allocated: region.core.allocatedBytes!() - start };
      }
    }
  }

  it('is thrown once, opens 8 KB, then ends the Task, then the Vm', () => {
    const region = new HeapRegion({ maxHeapBytes: cap });
    const first = grow(region);
    expect(first.verdict).toBe(REFUSED);
    // Checkpoints are half a cap apart: live bytes are found too many at the one after the cap.
    expect(first.allocated).toBeGreaterThan(cap - 8 * KB - 64);
    expect(first.allocated).toBeLessThanOrEqual(cap * 1.5);
    // The small request that goes beyond is met: its instruction is judged when it is over.
    const second = grow(region);
    expect(second).toEqual({ verdict: FATAL_TASK, allocated: 8 * KB + 64 });
    const third = grow(region);
    expect(third).toEqual({ verdict: FATAL_VM, allocated: 8 * KB + 64 });
    expect(region.mapped).toBeLessThanOrEqual(HEAP + cap * 1.54 + 128 * KB);
  });

  it('forgets a failure when the next checkpoint finds the reserve full', () => {
    const region = new HeapRegion({ maxHeapBytes: cap });
    for (let round = 0; round < 5; round++) {
      expect(grow(region).verdict).toBe(REFUSED);
      expect(region.word(map.H_OOM_STATE)).toBe(1);
      region.setGlobal(0, undefined);
      for (let i = 0; i < 200; i++) region.make(RAW, 64, [], 1);
      expect(region.word(map.H_OOM_STATE)).toBe(0);
    }
    // After a Task was ended as well.
    expect(grow(region).verdict).toBe(REFUSED);
    expect(grow(region).verdict).toBe(FATAL_TASK);
    region.setGlobal(0, undefined);
    expect(grow(region).verdict).toBe(REFUSED);
  });

  it('refuses what can never fit at once, for a constant price', () => {
    const region = new HeapRegion({ maxHeapBytes: cap });
    region.setGlobal(0, region.make(SLOTS, 64, []));
    for (const bytes of [cap, 100 * MB, 0x1ffffff8]) {
      const before = region.charged;
      expect(() => region.make(RAW, bytes)).toThrow('refused: 2');
      expect(region.charged - before).toBe(64);
    }
    expect(region.collections).toBe(0);
    expect(region.word(map.H_OOM_STATE)).toBe(0);
    expect(region.mapped).toBe(128 * KB);
  });

  it('does not open the reserve when only the request is too large', () => {
    const region = new HeapRegion({ maxHeapBytes: cap });
    region.setGlobal(0, region.make(RAW, cap / 2, [], 1));
    for (let i = 0; i < 10; i++) {
      const before = region.charged;
      expect(() => region.make(RAW, cap * 0.7)).toThrow('refused: 2');
      expect(region.charged - before).toBe(cap / 64);
      expect(region.word(map.H_OOM_STATE)).toBe(0);
    }
    // Dead bytes do not count.
    region.setGlobal(0, undefined);
    region.make(RAW, cap * 0.7, [], 1);
  });

  it('fails the n-th reserve when told to', () => {
    for (let n = 1; n < 40; n++) {
      const region = new HeapRegion({ maxHeapBytes: cap });
      region.setDouble(map.H_KNOB_FAIL, n);
      region.starve();
      for (let i = 1; i < n; i++) region.make(RAW, 16, [], i);
      // A small one is met, and refused when the instruction is over.
      if (n % 2) {
        region.make(RAW, 16, [], n);
        expect(() => region.settle()).toThrow('refused: 2');
      } else expect(() => region.make(RAW, LARGE, [], n)).toThrow('refused: 2');
      expect(region.double(map.H_KNOB_FAIL)).toBe(0);
      expect(region.word(map.H_OOM_STATE)).toBe(1);
      for (let i = 0; i < 600; i++) region.make(RAW, 16, [], i);
      expect(region.word(map.H_OOM_STATE)).toBe(0);
    }
  });

  it('holds for a bump heap, which never collects', () => {
    const region = new HeapRegion({ maxHeapBytes: cap, bump: true });
    const fill = () => {
      const start = region.core.allocatedBytes!();
      for (;;) {
        try {
          region.make(RAW, 64, [], 1);
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
          return [error.verdict, region.core.allocatedBytes!() - start];
        }
      }
    };
    expect(() => region.make(RAW, cap - 8 * KB + 8)).toThrow('refused: 2');
    region.make(RAW, 64 * KB, [], 1);
    expect(() => region.make(RAW, cap - 70 * KB)).toThrow('refused: 2');
    expect(region.word(map.H_OOM_STATE)).toBe(0);
    // Each time, the small request that goes beyond is met.
    expect(fill()).toEqual([REFUSED, cap - 72 * KB + 64]);
    expect(fill()).toEqual([FATAL_TASK, 8 * KB]);
    expect(fill()).toEqual([FATAL_VM, 8 * KB]);
    region.core.collectAll!();
    expect(region.collections).toBe(0);
    expect(region.double(map.H_LIVE)).toBe(region.used);
  });
});

describe('a region that contradicts itself', () => {
  const forged: [string, (region: HeapRegion, object: Mirror) => void][] = [
    ['a size of 0', (region, object) => region.setWord(object.address, SLOTS)],
    ['a size past the top', (region, object) => region.setWord(object.address, 0x10000 | SLOTS)],
    ['an unknown kind', (region, object) => region.setWord(object.address, 16 | 5)],
    ['a free object', (region, object) => region.setWord(object.address, 16 | 4)],
    [
      'an address past the top',
      (region, object) => region.setLong(object.address + 8, (0xfffdn << 48n) | BigInt(region.top)),
    ],
    [
      'an odd address',
      (region, object) => {
        const dead = region.make(SLOTS, 24, []);
        region.setLong(object.address + 8, (0xfffdn << 48n) | BigInt(dead.address + 12));
      },
    ],
  ];
  it.each(forged)('is a fault: %s', (_, forge) => {
    const region = new HeapRegion();
    const object = region.make(SLOTS, 16, [1]);
    region.setGlobal(0, object);
    region.setGlobal(1, region.make(SLOTS, 16, [1]));
    forge(region, object);
    expect(region.core.collectAll!()).toBe(0);
    expect(region.word(map.H_STATUS)).toBe(map.Status.FAULT);
    expect(region.core.serviceMemory!()).toBe(FAULT);
    expect(region.core.collectAll!()).toBe(0);
  });

  it('ends in a fault or in harmless nonsense, whatever the heap holds', () => {
    const random = new Random(41);
    let faults = 0;
    for (let round = 0; round < 200; round++) {
      const region = new HeapRegion();
      const guest = new Guest(region, random, 30);
      for (let i = 0; i < 300; i++) guest.step();
      for (let i = 0; i < 10; i++) {
        const address = HEAP + 4 * random.below(region.occupied / 4);
        region.setWord(address, random.below(2) ? random.uint32() : random.below(4096));
      }
      let more = MORE;
      let chunks = 0;
      while (more === MORE && chunks++ < 1000) more = region.core.collectAll!();
      expect(chunks).toBeLessThan(1000);
      if (region.word(map.H_STATUS) === map.Status.FAULT) faults++;
      else expect(region.top).toBeLessThanOrEqual(region.mapped);
    }
    expect(faults).toBeGreaterThan(20);
  });

  it('is what a host is told that has not the memory it promised', () => {
    const region = new HeapRegion({ maxHeapBytes: 8 * MB, maximumPages: 8 });
    // What is dead is collected first.
    for (let i = 0; i < 50_000; i++) region.make(RAW, 64, [], 1);
    expect(region.collections).toBeGreaterThan(3);
    expect(() => {
      for (;;) region.setGlobal(0, region.make(SLOTS, 64, [region.globals[0]]));
    }).toThrow('refused: 5');
    expect(region.word(map.H_STATUS)).toBe(map.Status.FAULT);
  });
});
