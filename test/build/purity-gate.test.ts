import { main as compileAssembly } from 'assemblyscript/asc';
import { describe, expect, it } from 'vitest';
import { CORE_DATA_BYTES, HEADER } from '../../assembly/memory-map';
import { impurities, maxDataBytes, regionBase } from '../../src/build/purity-gate.mjs';

// ---- Modules made by hand: the binary format of the WebAssembly specification, chapter 5 ----

function leb128(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = BigInt(value); ; ) {
    const low = Number(rest & 0x7fn);
    rest >>= 7n;
    // One format for both signs: go on until the sign bit of the last byte agrees with the rest.
    if ((rest === 0n && low < 0x40) || (rest === -1n && low >= 0x40)) return [...bytes, low];
    bytes.push(low | 0x80);
  }
}

function unsigned(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(Math.floor(value / 128))];
}

const name = (text: string) => [...unsigned(text.length), ...Buffer.from(text)];
const section = (id: number, ...entries: number[][]) => {
  const body = [...unsigned(entries.length), ...entries.flat()];
  return [id, ...unsigned(body.length), ...body];
};
const module = (...sections: number[][]) =>
  Uint8Array.from([0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00, ...sections.flat()]);

const functionType = section(1, [0x60, 0, 0]);
const oneFunction = section(3, [0]);
const emptyBody = section(10, [2, 0, 0x0b]);
const memoryImport = [...name('env'), ...name('memory'), 2, 0, 2];
const imports = section(2, memoryImport);
const i32Constant = (value: number) => [0x41, ...leb128(value), 0x0b];
const data = (address: number, length: number) => [
  0,
  ...i32Constant(address),
  ...unsigned(length),
  ...new Array<number>(length).fill(7),
];

/** The gate's verdict on a module that V8 accepts: a test must not pass because of broken bytes. */
function verdict(bytes: Uint8Array<ArrayBuffer>, options?: { allowedImports?: string[] }) {
  expect(WebAssembly.validate(bytes)).toBe(true);
  return impurities(bytes, options);
}

describe('the purity gate', () => {
  it('knows where the region of a context begins', () => {
    expect([regionBase, maxDataBytes]).toEqual([HEADER, CORE_DATA_BYTES]);
  });

  it('accepts a module with the memory import, immutable globals and low data', () => {
    const globals = section(6, [0x7f, 0, ...i32Constant(-5)], [0x7e, 0, 0x42, ...leb128(-1), 0x0b]);
    const segments = section(11, data(1024, 100), data(regionBase - 1, 1));
    expect(verdict(module(imports, globals, segments))).toEqual([]);
  });

  it('refuses a mutable global, and says which', () => {
    const globals = section(6, [0x7f, 0, ...i32Constant(1)], [0x7f, 1, ...i32Constant(2)]);
    expect(verdict(module(imports, globals))).toEqual(['global 1 is mutable']);
  });

  it('refuses an imported mutable global', () => {
    const state = [...name('env'), ...name('state'), 3, 0x7f, 1];
    expect(verdict(module(section(2, memoryImport, state)))).toEqual([
      'the imported global env.state is mutable',
      'global env.state is imported',
    ]);
  });

  it('refuses a start function', () => {
    const start = [8, 1, 0];
    expect(verdict(module(functionType, imports, oneFunction, start, emptyBody))).toEqual([
      'function 0 is a start function',
    ]);
  });

  it('refuses any import but the memory, unless it is allowed by name', () => {
    const abort = [...name('env'), ...name('abort'), 0, 0];
    const bytes = module(functionType, section(2, memoryImport, abort));
    expect(verdict(bytes)).toEqual(['function env.abort is imported']);
    expect(verdict(bytes, { allowedImports: ['env.abort'] })).toEqual([]);
  });

  it('refuses a module with a memory of its own, or with none', () => {
    expect(verdict(module(section(5, [0, 1])))).toEqual([
      'it has a memory of its own',
      'the memory is not imported as env.memory',
    ]);
    expect(verdict(module())).toEqual(['the memory is not imported as env.memory']);
  });

  it('refuses data that reaches into the region, be it by one byte', () => {
    expect(verdict(module(imports, section(11, data(regionBase - 1, 2))))).toEqual([
      `data segment 0 reaches from ${regionBase - 1} to ${regionBase + 1}, past ${regionBase}`,
    ]);
    expect(verdict(module(imports, section(11, data(-16, 4))))).toEqual([
      `data segment 0 reaches from -16 to -12, past ${regionBase}`,
    ]);
  });

  it('refuses too much data, counted over all segments', () => {
    const half = maxDataBytes / 2;
    const full = section(11, data(1024, half), data(1024 + half, half));
    expect(verdict(module(imports, full))).toEqual([]);
    const more = section(11, data(1024, half), data(1024 + half, half), data(1024, 1));
    expect(verdict(module(imports, more))).toEqual([
      `the data segments hold ${maxDataBytes + 1} bytes, more than ${maxDataBytes}`,
    ]);
  });

  it('refuses a passive segment and an address that is not a constant', () => {
    const passive = section(11, [1, 1, 7]);
    expect(verdict(module(imports, passive))).toEqual([
      'data segment 0 is passive: nothing says where it will lie',
    ]);
    const base = [...name('env'), ...name('base'), 3, 0x7f, 0];
    const relocatable = section(11, [0, 0x23, 0, 0x0b, 1, 7]);
    expect(verdict(module(section(2, memoryImport, base), relocatable))).toEqual([
      'global env.base is imported',
      'the address of data segment 0 is not a constant',
    ]);
  });

  it('throws at bytes that are no module, and at one that ends too early', () => {
    expect(() => impurities(new Uint8Array(8))).toThrow('not a WebAssembly module');
    expect(() => impurities(module(imports).subarray(0, 12))).toThrow('ends too early');
  });

  it('finds what AssemblyScript makes of a variable, and nothing in a pure function', async () => {
    const compile = async (source: string) => {
      let wasm: Uint8Array | undefined;
      const { error, stderr } = await compileAssembly(
        ['index.ts', '-o', 'index.wasm', '--runtime', 'stub', '--importMemory', '-O'],
        {
          readFile: (file) => (file === 'index.ts' ? source : null),
          writeFile: (file, contents) => {
            if (file === 'index.wasm') wasm = contents as Uint8Array;
          },
        },
      );
      if (error || !wasm) throw new Error(stderr.toString());
      return impurities(wasm);
    };
    const pure = 'export function twice(n: i32): i32 { return n * 2; }';
    const counter = 'let count = 0; export function next(): i32 { return ++count; }';
    expect(await compile(pure)).toEqual([]);
    expect(await compile(counter)).toEqual(['global 0 is mutable']);
  });
});
