// A region for the string functions of the core alone: a header, a directory with the constants they
// need, a heap. Strings go in and come out as JavaScript strings; what asks to be retried is retried
// as the loop of the machine does it.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as map from '../../assembly/memory-map';
import { knownKeys } from '../../assembly/names';
import { DELEGATE, DONE, RETRY, THROW } from '../../assembly/protocol';

const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

const WASM = 'build/strings-test.wasm';
let compiled: WebAssembly.Module | undefined;

/** The test entry of assembly/heap, compiled when a source has changed. */
function compile(): WebAssembly.Module {
  if (compiled) return compiled;
  const changed = Math.max(
    ...readdirSync(at('assembly'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => statSync(at(`assembly/${file}`)).mtimeMs),
  );
  if (!existsSync(at(WASM)) || statSync(at(WASM)).mtimeMs < changed) {
    mkdirSync(at('build'), { recursive: true });
    execFileSync(
      process.execPath,
      [
        'node_modules/assemblyscript/bin/asc.js',
        'assembly/heap/strings-test-entry.ts',
        ...['--runtime', 'stub', '-O1', '--noAssert', '--importMemory', '--noExportMemory'],
        ...['--memoryBase', '1024', '--initialMemory', '2', '-o', WASM],
      ],
      { cwd: at('.'), stdio: 'inherit' },
    );
  }
  compiled = new WebAssembly.Module(readFileSync(at(WASM)));
  return compiled;
}

export const UNDEFINED = 0xfff9000000000000n;
const TAG_STRING = 0xfffb0000n;
const TAG_ARRAY = 0xfffe0000n;
const CANONICAL_NAN = 0x7ff8000000000000n;
const FRAME_BYTES = 1024;

/** What a native gave: a value, or that it left the call to the library. */
export const DELEGATED = Symbol('delegated');

type Exports = Record<string, (...operands: any[]) => any>;

export class Region {
  readonly memory = new WebAssembly.Memory({ initial: 32, maximum: 65536 });
  readonly core: Exports;
  /** Retries so far, for memory and for work. */
  memoryRetries = 0;
  workChunks = 0;
  /** Steps that natives and work have charged. */
  charged = 0;
  private readonly frame: number;
  /** Long strings that are in the heap already; nothing here is collected. */
  private readonly known = new Map<string, number>();

  constructor(constants: string[] = []) {
    const instance = new WebAssembly.Instance(compile(), { env: { memory: this.memory } });
    this.core = instance.exports as Exports;
    const keys = knownKeys();
    let top: number = map.DIR_END;
    const place = (bytes: number) => {
      const address = top;
      top += (bytes + 7) & ~7;
      return address;
    };
    const characters = place(256 * map.CHARACTER_BYTES);
    const byText = new Map<string, number>();
    for (let unit = 0; unit < 256; unit++) {
      const text = String.fromCharCode(unit);
      byText.set(text, characters + unit * map.CHARACTER_BYTES);
      this.writeString(characters + unit * map.CHARACTER_BYTES, text, 2);
    }
    for (const text of [...keys, ...constants]) {
      if (byText.has(text)) continue;
      const address = place(stringBytes(text));
      this.writeString(address, text, 2);
      byText.set(text, address);
    }
    const keyTable = place(keys.length * 4);
    for (const [index, key] of keys.entries()) this.u32(keyTable + index * 4, byText.get(key)!);
    let capacity = 1;
    while (capacity < byText.size * 2) capacity *= 2;
    const intern = place(capacity * 4);
    for (const [text, address] of byText) {
      let index = hash(text) & (capacity - 1);
      while (this.view.getUint32(intern + index * 4, true)) index = (index + 1) & (capacity - 1);
      this.u32(intern + index * 4, address);
      this.u32(address + 12, hash(text));
    }
    this.u32(map.DIR_KEYS, keyTable);
    this.u32(map.DIR_INTERN, intern);
    this.u32(map.DIR_INTERN_MASK, capacity - 1);
    this.u32(map.DIR_CHARACTERS, characters);
    this.u32(map.DIR_EMPTY_STRING, byText.get('')!);
    this.u32(map.H_CONSTANTS_END, top);
    this.frame = place(FRAME_BYTES);
    this.u32(map.H_HEAP_BASE, top);
    this.u32(map.H_HEAP_TOP, top);
    this.u32(map.H_HEAP_LIMIT, top);
    // Never collected, never full.
    this.u32(map.H_HEAP_MODE, 1);
    this.view.setFloat64(map.H_MAX_HEAP, 2 ** 40, true);
    for (let root: number = map.H_ROOTS; root < map.H_ROOTS_END; root += 8) {
      this.view.setBigUint64(root, UNDEFINED, true);
    }
  }

  get view(): DataView {
    return new DataView(this.memory.buffer);
  }

  private u32(address: number, value: number): void {
    this.view.setUint32(address, value, true);
  }

  private writeString(address: number, text: string, flags: number): void {
    const view = this.view;
    const wide = isWide(text);
    view.setUint32(address, stringBytes(text), true);
    view.setUint32(address + 4, flags | (wide ? 1 : 0), true);
    view.setUint32(address + 8, text.length, true);
    view.setUint32(address + 12, 0, true);
    new Uint8Array(this.memory.buffer, address + 16, stringBytes(text) - 16).fill(0);
    for (let i = 0; i < text.length; i++) {
      if (wide) view.setUint16(address + 16 + 2 * i, text.charCodeAt(i), true);
      else view.setUint8(address + 16 + i, text.charCodeAt(i));
    }
  }

  /** A new flat string in the heap. */
  string(text: string): number {
    const bytes = stringBytes(text);
    const address = this.view.getUint32(map.H_HEAP_TOP, true);
    const missing = address + bytes + 65536 - this.memory.buffer.byteLength;
    if (missing > 0) this.memory.grow((missing >> 16) + 16);
    this.u32(map.H_HEAP_TOP, address + bytes);
    this.writeString(address, text, 0);
    return address;
  }

  /** The text of any string, read without the core; its layout is checked on the way. */
  read(address: number): string {
    const view = this.view;
    const pieces: string[] = [];
    const stack = [address];
    while (stack.length > 0) {
      const part = stack.pop()!;
      const flags = view.getUint32(part + 4, true);
      if (flags & 4) {
        const left = view.getUint32(part + 16, true);
        if (flags & 8) stack.push(left);
        else stack.push(view.getUint32(part + 24, true), left);
        continue;
      }
      pieces.push(this.readFlat(part, flags));
    }
    return pieces.join('');
  }

  private readFlat(address: number, flags: number): string {
    const view = this.view;
    const wide = (flags & 1) !== 0;
    const length = view.getUint32(address + 8, true);
    const bytes = new Uint8Array(this.memory.buffer, address + 16, wide ? length * 2 : length);
    const text = Buffer.from(bytes).toString(wide ? 'utf16le' : 'latin1');
    if (wide && !isWide(text)) throw new Error(`not canonical: ${JSON.stringify(text)}`);
    const size = (16 + bytes.length + 7) & ~7;
    const inHeap = address >= view.getUint32(map.H_HEAP_BASE, true);
    if (inHeap && view.getUint32(address, true) !== size) throw new Error('size of a string');
    for (let i = 16 + bytes.length; i < size; i++) {
      if (view.getUint8(address + i)) throw new Error('padding is not zero');
    }
    return text;
  }

  /** Makes the next `reserve` fail. */
  starve(): void {
    this.view.setFloat64(map.H_KNOB_FAIL, 1, true);
    this.u32(map.H_HEAP_LIMIT, 0);
  }

  private service(): void {
    if (this.view.getUint32(map.H_WORK, true) !== 0) {
      for (let done = 0; done === 0; this.workChunks++) {
        done = this.core.runWork();
        const steps = this.collectCharge();
        if (steps > 2200) throw new Error(`a chunk of ${steps} steps`);
      }
      return;
    }
    this.memoryRetries++;
    this.u32(map.H_REQUEST, 0);
    this.u32(map.H_GC_FLAGS, 0);
  }

  collectCharge(): number {
    const steps = this.view.getUint32(map.H_CHARGE, true);
    this.charged += steps;
    this.u32(map.H_CHARGE, 0);
    return steps;
  }

  /** Runs an operation until it does not ask to be retried. */
  settle(operation: () => number, retry: number = RETRY): number {
    for (let attempts = 0; attempts < 100_000; attempts++) {
      const code = operation();
      this.collectCharge();
      if (code !== retry) return code;
      this.service();
    }
    throw new Error('retried for ever');
  }

  /** Runs a result-code operation that gives a string. */
  text(operation: () => number): string {
    const code = this.settle(operation);
    if (code !== DONE) throw new Error(`code ${code}`);
    return this.read(this.result());
  }

  /** The address in R_RESULT. */
  result(): number {
    return this.view.getUint32(map.R_RESULT, true);
  }

  box(value: unknown): bigint {
    if (value === undefined) return UNDEFINED;
    if (value === null) return UNDEFINED | 1n;
    if (typeof value === 'boolean') return UNDEFINED | (value ? 3n : 2n);
    if (typeof value === 'string') {
      const address = this.known.get(value) ?? this.string(value);
      if (value.length > 1000) this.known.set(value, address);
      return (TAG_STRING << 32n) | BigInt(address);
    }
    if (value instanceof Rope) return (TAG_STRING << 32n) | BigInt(value.address);
    if (Number.isNaN(value)) return CANONICAL_NAN;
    const bits = new DataView(new ArrayBuffer(8));
    bits.setFloat64(0, value as number);
    return bits.getBigUint64(0);
  }

  unbox(value: bigint): unknown {
    const tag = value >> 32n;
    if (tag === TAG_STRING) return this.read(Number(value & 0xffffffffn));
    if (tag === TAG_ARRAY) {
      const array = Number(value & 0xffffffffn);
      const view = this.view;
      const elements = view.getUint32(array + 16, true);
      const length = view.getUint32(array + 24, true);
      return Array.from({ length }, (_, i) =>
        this.unbox(view.getBigUint64(elements + 8 + 8 * i, true)),
      );
    }
    if (value === UNDEFINED) return undefined;
    if (value >= UNDEFINED) return value === UNDEFINED + 3n;
    if ((value & 0x7ff0000000000000n) === 0x7ff0000000000000n && value & 0xfffffffffffffn) {
      if (value !== CANONICAL_NAN) throw new Error('a NaN that must not be');
    }
    const bits = new DataView(new ArrayBuffer(8));
    bits.setBigUint64(0, value);
    return bits.getFloat64(0);
  }

  /** Calls a string native on values made of JavaScript's. */
  native(id: number, receiver: unknown, ...operands: unknown[]): unknown {
    const boxes = [receiver, ...operands].map((value) => this.box(value));
    boxes.forEach((value, i) => {
      this.view.setBigUint64(this.frame + map.FRAME_THIS + 8 * i, value, true);
    });
    const code = this.settle(() => this.core.callStringNative(id, this.frame, operands.length));
    if (code === DELEGATE) return DELEGATED;
    if (code === THROW) throw new Error('thrown');
    return this.unbox(this.view.getBigUint64(map.R_RESULT, true));
  }

  /** a + b, as the machine does it. */
  concat(a: number, b: number): number {
    const code = this.settle(() => this.core.concatenate(a, b));
    if (code !== DONE) throw new Error(`code ${code}`);
    return this.result();
  }

  /** The flat string behind a string. */
  flat(address: number): number {
    let flat = 0;
    this.settle(() => {
      flat = this.core.flatString(address);
      return flat ? DONE : this.core.startFlatten(address);
    });
    return flat;
  }

  /** The interned string of a string's content. */
  intern(address: number): number {
    const flat = this.flat(address);
    return this.settle(() => this.core.intern(flat), 0);
  }
}

/** A string that is given to a native as it lies in the region. */
export class Rope {
  constructor(readonly address: number) {}
}

export function isWide(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 255) return true;
  return false;
}

function stringBytes(text: string): number {
  return (16 + text.length * (isWide(text) ? 2 : 1) + 7) & ~7;
}

export function hash(text: string): number {
  let result = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    result = Math.imul(result ^ text.charCodeAt(i), 0x01000193);
  }
  return result >>> 0 || 1;
}
