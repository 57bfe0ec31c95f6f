// A region whose heap the test itself is the guest of: objects are made with `make` as an instruction
// would make them (retried after the collector has run), and every object has a mirror in JavaScript.
// After a collection the heap is walked from the roots together with its mirror.

import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as map from '../../assembly/memory-map';

const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

let compiled: WebAssembly.Module | undefined;

function compile(): WebAssembly.Module {
  if (compiled) return compiled;
  mkdirSync(at('build'), { recursive: true });
  execFileSync(
    process.execPath,
    [
      'node_modules/assemblyscript/bin/asc.js',
      'assembly/heap/collect-test-entry.ts',
      ...['--runtime', 'stub', '-O3', '--noAssert', '--importMemory', '--noExportMemory'],
      ...['--memoryBase', '1024', '--initialMemory', '2', '-o', 'build/collect-test.wasm'],
    ],
    { cwd: at('.'), stdio: ['ignore', 'ignore', 'inherit'] },
  );
  compiled = new WebAssembly.Module(readFileSync(at('build/collect-test.wasm')));
  return compiled;
}

export const RAW = 0;
export const SLOTS = 1;
export const STACK = 2;
export const TABLE = 3;

export const READY = 0;
export const MORE = 1;
export const REFUSED = 2;
export const FATAL_TASK = 3;
export const FATAL_VM = 4;
export const FAULT = 5;

const UNDEFINED = 0xfff9000000000000n;
const INTERNAL = 0xfffa;
const STRING = 0xfffb;
const STRING_INTERNED = 2;

// Below the heap: one constant, the static intern table (empty), globals; the heap begins where no block does.
const CONSTANT = map.DIR_END;
const STATIC_TABLE = CONSTANT + 32;
const GLOBALS = STATIC_TABLE + 24;
const GLOBAL_COUNT = 400;
const HEAP = GLOBALS + 8 * GLOBAL_COUNT;
const STACK_BYTES = 2048;
/** Registers of a job's lowest frame, as frames.ts has them. */
const JOB_FRAME_BYTES = map.FRAME_HEADER + 24;

export interface Mirror {
  kind: number;
  bytes: number;
  second: number;
  address: number;
  /** Slots after the header; absent for RAW. Numbers are doubles; a bigint is a raw word or a constant. */
  slots?: (Mirror | number | bigint | undefined)[];
  text?: string;
}

export type Exports = Record<string, (...operands: number[]) => number>;

export class Refusal extends Error {
  constructor(readonly verdict: number) {
    super(`refused: ${verdict}`);
  }
}

export class HeapRegion {
  readonly memory: WebAssembly.Memory;
  readonly core: Exports;
  /** What the globals refer to. */
  readonly globals: (Mirror | undefined)[] = new Array(GLOBAL_COUNT).fill(undefined);
  /** The stack in use, its frame pointer at `framePlace` in it. */
  stack: Mirror | undefined;
  framePlace = 0;
  /** The interned strings met, by text. */
  private readonly interned = new Map<string, Mirror>();
  /** Entries into the collector, and steps charged. */
  entries = 0;
  charged = 0;
  /** Called after every entry into the collector that did not finish. */
  onChunk: (() => void) | undefined;
  private walkedAt = 0;
  private words = new Uint32Array(0);
  private longs = new BigUint64Array(0);
  private doubles = new Float64Array(0);

  constructor(options: { maxHeapBytes?: number; bump?: boolean; maximumPages?: number } = {}) {
    this.memory = new WebAssembly.Memory({
      initial: 2,
      maximum: options.maximumPages ?? 65536,
    });
    const instance = new WebAssembly.Instance(compile(), { env: { memory: this.memory } });
    this.core = instance.exports as unknown as Exports;
    this.setWord(map.DIR_INTERN, STATIC_TABLE);
    this.setWord(CONSTANT, 32 | RAW);
    this.setWord(map.H_GLOBALS_BASE, GLOBALS);
    this.setWord(map.H_GLOBALS_END, HEAP);
    this.setWord(map.H_HEAP_BASE, HEAP);
    this.setWord(map.H_HEAP_TOP, HEAP);
    this.setWord(map.H_HEAP_MODE, options.bump ? 1 : 0);
    this.setDouble(map.H_MAX_HEAP, options.maxHeapBytes ?? 2 ** 30);
    for (let root: number = map.H_ROOTS; root < map.H_ROOTS_END; root += 8) {
      this.setLong(root, UNDEFINED);
    }
    for (let i = 0; i < GLOBAL_COUNT; i++) this.setLong(GLOBALS + 8 * i, UNDEFINED);
  }

  private views(): void {
    if (this.words.buffer === this.memory.buffer) return;
    this.words = new Uint32Array(this.memory.buffer);
    this.longs = new BigUint64Array(this.memory.buffer);
    this.doubles = new Float64Array(this.memory.buffer);
  }

  word(address: number): number {
    this.views();
    return this.words[address >>> 2]!;
  }

  setWord(address: number, value: number): void {
    this.views();
    this.words[address >>> 2] = value;
  }

  long(address: number): bigint {
    this.views();
    return this.longs[address >>> 3]!;
  }

  setLong(address: number, value: bigint): void {
    this.views();
    this.longs[address >>> 3] = value;
  }

  double(address: number): number {
    this.views();
    return this.doubles[address >>> 3]!;
  }

  setDouble(address: number, value: number): void {
    this.views();
    this.doubles[address >>> 3] = value;
  }

  get top(): number {
    return this.word(map.H_HEAP_TOP);
  }

  get occupied(): number {
    return this.top - HEAP;
  }

  get mapped(): number {
    return this.memory.buffer.byteLength;
  }

  get collections(): number {
    return this.double(map.H_COLLECTIONS);
  }

  get used(): number {
    return this.core.heapBytesUsed!();
  }

  /** The limit is looked up anew: after a knob was set. */
  starve(): void {
    this.setWord(map.H_HEAP_LIMIT, 0);
  }

  /** What the loop does between two instructions; the verdict. */
  service(): number {
    for (;;) {
      const verdict = this.core.serviceMemory!();
      this.charged += this.word(map.H_CHARGE);
      this.setWord(map.H_CHARGE, 0);
      if (verdict !== MORE) {
        if (verdict !== FAULT) this.refresh();
        return verdict;
      }
      this.entries++;
      this.onChunk?.();
    }
  }

  /** The entry of `run`: a collection that is wanted or open goes on. */
  enter(): void {
    if (this.core.collectionOpen!()) this.service();
  }

  /** A full collection, as for exact figures. */
  collect(): void {
    for (;;) {
      if (this.core.collectAll!() === 0) break;
      this.entries++;
      this.onChunk?.();
    }
    if (this.word(map.H_STATUS) === map.Status.FAULT) throw new Refusal(FAULT);
    this.refresh();
  }

  private refresh(): void {
    if (this.collections === this.walkedAt) return;
    this.walkedAt = this.collections;
    this.walk();
  }

  /** What the loop does once an instruction is over: settles what its small requests made due. Throws a Refusal. */
  settle(): void {
    if (this.word(map.H_DUE) === 0) return;
    this.core.settleDue!(1);
    const verdict = this.service();
    if (verdict !== READY) throw new Refusal(verdict);
  }

  /**
   * Memory for an object, as one instruction gets it; retried as the loop does. What it made due is settled when the next one is made:
   * by then the test has put it where it belongs. Throws a Refusal.
   */
  private room(bytes: number, kind: number, second: number): number {
    this.settle();
    for (let attempts = 0; attempts < 100; attempts++) {
      const address = this.core.make!(bytes, kind, second);
      if (address !== 0) {
        this.charged += this.word(map.H_CHARGE);
        this.setWord(map.H_CHARGE, 0);
        return address;
      }
      const verdict = this.service();
      if (verdict !== READY) throw new Refusal(verdict);
    }
    throw new Error('retried for ever');
  }

  /** A new object; its slots hold what is given, and numbers from there on. */
  make(kind: number, bytes: number, slots: Mirror['slots'] = [], second = 0): Mirror {
    const address = this.room(bytes, kind, second);
    const mirror: Mirror = { kind, bytes, second, address };
    const count = (bytes - 8) / 8;
    if (kind === RAW) {
      for (let i = 0; i < count; i++) this.setLong(address + 8 + 8 * i, pattern(second, i));
      return mirror;
    }
    mirror.slots = slots.slice();
    const start = slots.length;
    if (start > count) throw new Error('too many slots');
    this.views();
    this.doubles.fill(second + 0.5, (address + 8) >>> 3, (address + bytes) >>> 3);
    for (let i = 0; i < start; i++) this.put(mirror, i, slots[i]);
    return mirror;
  }

  /** A slot of an object. */
  put(mirror: Mirror, index: number, value: Mirror | number | bigint | undefined): void {
    const slots = mirror.slots!;
    while (slots.length < index) slots.push(mirror.second + 0.5);
    slots[index] = value;
    this.setLong(mirror.address + 8 + 8 * index, this.box(value));
  }

  box(value: Mirror | number | bigint | undefined): bigint {
    if (value === undefined) return UNDEFINED;
    if (typeof value === 'bigint') return value;
    if (typeof value === 'number') return doubleBits(value);
    const tag = value.text === undefined ? INTERNAL + (value.bytes & 8 ? 3 : 0) : STRING;
    return (BigInt(tag) << 48n) | BigInt(value.address);
  }

  setGlobal(index: number, mirror: Mirror | undefined): void {
    this.globals[index] = mirror;
    this.setLong(GLOBALS + 8 * index, this.box(mirror));
  }

  /** A pointer to something outside of the heap. */
  get constant(): bigint {
    return (BigInt(STRING) << 48n) | BigInt(CONSTANT);
  }

  /** A latin1 string that may be interned. */
  string(text: string): Mirror {
    const bytes = (16 + text.length + 7) & ~7;
    const address = this.room(bytes, RAW, 0);
    this.setWord(address + 8, text.length);
    this.setWord(address + 12, 0);
    const data = new Uint8Array(this.memory.buffer, address + 16, bytes - 16).fill(0);
    for (let i = 0; i < text.length; i++) data[i] = text.charCodeAt(i);
    return { kind: RAW, bytes, second: 0, address, text };
  }

  /** Interns a rooted string: gives it, or the equal one that is interned already. */
  intern(string: Mirror): Mirror {
    for (let attempts = 0; attempts < 1000; attempts++) {
      const address = this.core.intern!(string.address);
      this.charged += this.word(map.H_CHARGE);
      this.setWord(map.H_CHARGE, 0);
      if (address !== 0) return this.canonical(string, address);
      if (this.word(map.H_WORK)) while (this.core.runWork!() === 0);
      else {
        const verdict = this.service();
        if (verdict !== READY) throw new Refusal(verdict);
      }
    }
    throw new Error('retried for ever');
  }

  /** The mirror of the interned string at `address`, which may have been dead until now. */
  private canonical(string: Mirror, address: number): Mirror {
    if (address === string.address) {
      string.second = STRING_INTERNED;
      this.interned.set(string.text!, string);
      return string;
    }
    const known = this.interned.get(string.text!);
    if (known?.address === address) return known;
    const mirror = { ...string, address, second: STRING_INTERNED };
    this.interned.set(string.text!, mirror);
    return mirror;
  }

  /** Live entries the intern table says it has, and those it has. */
  internTable(): { live: number; entries: number } {
    const table = this.word(map.R_INTERN);
    if (table === 0) return { live: 0, entries: 0 };
    let entries = 0;
    const end = table + (this.word(table) & ~7);
    for (let slot = table + 16; slot < end; slot += 8) {
      if (this.long(slot) >> 48n === BigInt(STRING)) entries++;
    }
    return { live: this.word(table + 8), entries };
  }

  /** Starts a job: a stack with a frame at `place`. */
  startStack(place: number): void {
    this.stack = this.make(STACK, STACK_BYTES, [], 8);
    this.setLong(map.R_STACK, (BigInt(INTERNAL) << 48n) | BigInt(this.stack.address));
    this.framePlace = place;
    this.setWord(map.H_FP, this.stack.address + place);
    this.setWord(map.H_STACK_LIMIT, this.stack.address + STACK_BYTES);
    // The frame's function: undefined, which makes it the frame of a job.
    this.put(this.stack, place / 8, undefined);
  }

  /** Slots of the stack in use that are live. */
  get stackSlots(): number {
    return (this.framePlace + JOB_FRAME_BYTES) / 8 - 1;
  }

  /**
   * Walks heap and mirror together from the roots: kinds, sizes, contents, identity both ways. Notes the new addresses.
   * Gives what is live.
   */
  walk(): { bytes: number; objects: number; strings: Set<Mirror> } {
    const addresses = new Map<Mirror, number>();
    const mirrors = new Map<number, Mirror>();
    const work: Mirror[] = [];
    const strings = new Set<Mirror>();
    let bytes = 0;
    const base = HEAP;
    const top = this.top;
    const meet = (mirror: Mirror, address: number) => {
      const known = addresses.get(mirror);
      if (known !== undefined) {
        if (known !== address) throw new Error('one object has become two');
        return;
      }
      if (mirrors.has(address)) throw new Error('two objects have become one');
      if (address < base || address + mirror.bytes > top) throw new Error('out of the heap');
      addresses.set(mirror, address);
      mirrors.set(address, mirror);
      bytes += mirror.bytes;
      if (mirror.text !== undefined) strings.add(mirror);
      work.push(mirror);
    };
    this.globals.forEach((mirror, i) => {
      const value = this.long(GLOBALS + 8 * i);
      if (mirror === undefined) same(value, UNDEFINED, 'global');
      else {
        same(value >> 48n, BigInt(INTERNAL), 'tag of a global', 5n);
        meet(mirror, Number(value & 0xffffffffn));
      }
    });
    if (this.stack) {
      const address = this.word(map.R_STACK);
      meet(this.stack, address);
      same(this.word(map.H_FP), address + this.framePlace, 'frame pointer');
      same(this.word(map.H_STACK_LIMIT), address + STACK_BYTES, 'stack limit');
    }
    for (let mirror = work.pop(); mirror; mirror = work.pop()) {
      const address = addresses.get(mirror)!;
      same(this.word(address), mirror.bytes | mirror.kind, 'header');
      if (mirror.text !== undefined) {
        same(this.word(address + 4), mirror.second, 'flags of a string');
        same(this.word(address + 8), mirror.text.length, 'length');
        const data = Buffer.from(this.memory.buffer, address + 16, mirror.text.length);
        same(data.toString('latin1'), mirror.text, 'text');
        continue;
      }
      const isStack = mirror === this.stack;
      if (!isStack) same(this.word(address + 4), mirror.second, 'second word');
      const count = (mirror.bytes - 8) / 8;
      if (mirror.kind === RAW) {
        for (let i = 0; i < count; i += i < 64 ? 1 : 61) {
          same(this.long(address + 8 + 8 * i), pattern(mirror.second, i), 'raw contents');
        }
        continue;
      }
      const slots = mirror.slots!;
      const used = isStack
        ? this.stackSlots
        : mirror.kind === STACK
          ? (mirror.second - 8) / 8
          : count;
      this.views();
      for (let i = 0; i < slots.length && i < used; i++) {
        const expected = slots[i];
        const value = this.longs[(address >>> 3) + 1 + i]!;
        if (typeof expected === 'object') {
          if (value >> 48n < 0xfffan) throw new Error('a reference is lost');
          meet(expected, Number(value & 0xffffffffn));
        } else if (value !== this.box(expected)) throw new Error(`slot ${i} has changed`);
      }
      for (let i = slots.length; i < used; i++) {
        if (this.doubles[(address >>> 3) + 1 + i] !== mirror.second + 0.5) {
          throw new Error(`slot ${i} of ${count} has changed`);
        }
      }
    }
    for (const [mirror, address] of addresses) mirror.address = address;
    return { bytes, objects: addresses.size, strings };
  }
}

function same(actual: unknown, expected: unknown, what: string, tolerance?: bigint): void {
  if (tolerance !== undefined) {
    const difference = (actual as bigint) - (expected as bigint);
    if (difference >= 0n && difference <= tolerance) return;
  } else if (actual === expected) return;
  throw new Error(`${what}: ${actual}, expected ${expected}`);
}

/** What word i of the raw object with this second word holds: any bits, pointers too. */
function pattern(second: number, i: number): bigint {
  return 0xfffd000000000000n | BigInt(Math.imul(second ^ i, 0x9e3779b1) >>> 0);
}

const scratch = new DataView(new ArrayBuffer(8));

function doubleBits(value: number): bigint {
  scratch.setFloat64(0, value);
  return scratch.getBigUint64(0);
}

export { GLOBAL_COUNT, HEAP };
