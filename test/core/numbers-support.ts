/** Compiles assembly/numbers/test-entry.ts and calls it; random values with a fixed seed. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

// Areas of the test memory, in bytes: output, scratch, input text.
const OUT = 64 * 1024;
const SCRATCH = 72 * 1024;
const STATE = 80 * 1024;
const TEXT = 128 * 1024;
const PAGES = 40;

type Export = (...values: number[]) => number;

export interface NumberCore {
  readonly memory: Buffer;
  readonly out: number;
  readonly scratch: number;
  readonly state: number;
  readonly text: number;
  readonly module: WebAssembly.Module;
  call(name: string): Export;
  /** Calls a formatter, whose last parameters are where to write and the scratch; gives its text. */
  format(name: string, ...values: number[]): string;
  /** Calls a parser on `text`, latin1 unless `wide`. */
  parse(name: string, text: string, wide?: boolean, ...values: number[]): number;
}

export async function compileNumberCore(): Promise<NumberCore> {
  const root = fileURLToPath(new URL('../../', import.meta.url));
  const folder = mkdtempSync(join(tmpdir(), 'raya-numbers-'));
  const file = join(folder, 'numbers.wasm');
  const packageFile = createRequire(import.meta.url).resolve('assemblyscript/package.json');
  const compiler = join(dirname(packageFile), 'bin', 'asc.js');
  try {
    execFileSync(
      process.execPath,
      [
        compiler,
        'assembly/numbers/test-entry.ts',
        ...['--runtime', 'stub', '-O2', '--noAssert', '--importMemory', '--noExportMemory'],
        ...['--memoryBase', '1024', '--initialMemory', '2', '-o', file],
      ],
      { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] },
    );
    return await instantiate(readFileSync(file));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function instantiate(bytes: Buffer<ArrayBuffer>): Promise<NumberCore> {
  const wasmMemory = new WebAssembly.Memory({ initial: PAGES });
  const module = await WebAssembly.compile(bytes);
  const instance = await WebAssembly.instantiate(module, { env: { memory: wasmMemory } });
  const memory = Buffer.from(wasmMemory.buffer);
  const call = (name: string): Export => {
    const found = instance.exports[name];
    if (typeof found !== 'function') throw new Error(`test-entry.ts does not export ${name}`);
    return found as Export;
  };
  return {
    memory,
    out: OUT,
    scratch: SCRATCH,
    state: STATE,
    text: TEXT,
    module,
    call,
    format(name, ...values) {
      const length = call(name)(...values, OUT, SCRATCH);
      return memory.toString('latin1', OUT, OUT + length);
    },
    parse(name, text, wide = false, ...values) {
      memory.write(text, TEXT, wide ? 'utf16le' : 'latin1');
      return call(name)(TEXT, text.length, wide ? 1 : 0, ...values, SCRATCH);
    },
  };
}

/** Marsaglia's xorshift128 on 32-bit words. */
export class Random {
  #words = [123456789, 362436069, 521288629, 88675123];

  constructor(seed: number) {
    this.#words[3] = (this.#words[3]! ^ seed) >>> 0;
    for (let index = 0; index < 16; index++) this.uint32();
  }

  uint32(): number {
    const first = this.#words.shift()!;
    const last = this.#words[2]!;
    const mixed = first ^ (first << 11);
    const next = (last ^ (last >>> 19) ^ mixed ^ (mixed >>> 8)) >>> 0;
    this.#words.push(next);
    return next;
  }

  below(limit: number): number {
    return this.uint32() % limit;
  }

  /** In [−1, 1). */
  signed(): number {
    return this.uint32() / 2 ** 31 - 1;
  }

  /** Any double, its bit pattern uniformly random. */
  bits(): number {
    words[0] = this.uint32();
    words[1] = this.uint32();
    return doubles[0]!;
  }
}

const doubles = new Float64Array(1);
const words = new Uint32Array(doubles.buffer);
const bigs = new BigUint64Array(doubles.buffer);

/** The double `steps` patterns further from zero. */
export function neighbour(value: number, steps: number): number {
  doubles[0] = value;
  bigs[0] = bigs[0]! + BigInt(steps);
  return doubles[0]!;
}

export function bitsOf(value: number): bigint {
  doubles[0] = value;
  return bigs[0]!;
}

/** mantissa · 2^exponent of a positive finite double. */
export function partsOf(value: number): { mantissa: bigint; exponent: number } {
  const bits = bitsOf(value);
  const biased = Number(bits >> 52n);
  const fraction = bits & 0xfffffffffffffn;
  return biased === 0
    ? { mantissa: fraction, exponent: -1074 }
    : { mantissa: fraction | (1n << 52n), exponent: biased - 1075 };
}

/** Distance in units of the last place; Infinity between a NaN and a number, ½ between −0 and 0. */
export function distance(a: number, b: number): number {
  if (Object.is(a, b)) return 0;
  if (Number.isNaN(a) || Number.isNaN(b)) return Infinity;
  const order = (value: number) => {
    const bits = BigInt.asIntN(64, bitsOf(value));
    return bits < 0n ? -(bits & 0x7fffffffffffffffn) : bits;
  };
  const difference = order(a) - order(b);
  if (difference === 0n) return 0.5;
  return Number(difference < 0n ? -difference : difference);
}

/** Compares many pairs and remembers the first few that differ; `expect(failures).toEqual([])`. */
export class Comparison {
  readonly failures: string[] = [];
  count = 0;

  same(actual: unknown, expected: unknown, ...about: unknown[]): void {
    this.count++;
    if (!Object.is(actual, expected) && this.failures.length < 10) {
      this.failures.push(`${about.join(' ')}: ${String(actual)}, expected ${String(expected)}`);
    }
  }
}
