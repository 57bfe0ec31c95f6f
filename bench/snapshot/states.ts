/** Guests in a state worth a snapshot, and how each engine takes and restores it. */
import { readFileSync } from 'node:fs';
import { QuickJS } from 'quickjs-wasi';
import { Runtime, Vm } from 'raya-vm';
import { Compiler } from 'raya-vm/compiler';
import { at } from '../support/paths';

/** A state of a guest: what its snapshot weighs, and how long taking and restoring it takes. */
export interface State {
  readonly name: string;
  /** Bytes of the snapshot, by how it is taken. */
  readonly sizes: ReadonlyMap<string, number>;
  take(): unknown;
  /** Restores the snapshot into a fresh guest and ends that. */
  restore(): Promise<void> | void;
  dispose(): void;
}

const compiler = new Compiler({ check: 'off' });
const capabilities = { ask: () => new Promise(() => {}) };

/** A loop that is stopped in the middle, with a host call in flight. */
export const COUNTER = `
  import { ask } from 'host:';
  export async function main() {
    const answer = ask('go on?');
    let n = 0;
    while (n < 1e9) n++;
    return n + (await answer);
  }`;

/** As many records as make about a megabyte. */
const MEGABYTE = `
  export const kept = [];
  export function main() {
    for (let i = 0; i < 10200; i++) kept.push({ id: i, name: 'record ' + i, at: [i, i / 7] });
    for (;;);
  }`;

/** The rivals' measure: 20,000 objects. */
export const OBJECTS = `
  globalThis.kept = [];
  for (let i = 0; i < 20000; i++) kept.push({ id: i, name: 'object ' + i });`;

const OBJECTS_MODULE = `
  export const kept = [];
  export function main() {
    for (let i = 0; i < 20000; i++) kept.push({ id: i, name: 'object ' + i });
    for (;;);
  }`;

function rayaState(name: string, source: string, steps: number): State {
  const runtime = new Runtime({ manual: true });
  const program = compiler.compileString(source);
  const vm = new Vm({ runtime, capabilities });
  vm.loadBytecode(program);
  vm.runEntry('main').catch(() => {});
  vm.step(steps);
  const snapshot = vm.snapshot({ code: 'reference' });
  return {
    name,
    sizes: new Map([
      ['as it is', snapshot.bytes.length],
      ['compressed', vm.snapshot({ code: 'reference', compress: true }).bytes.length],
      ['with its program', vm.snapshot().bytes.length],
    ]),
    take: () => vm.snapshot({ code: 'reference' }),
    restore() {
      Vm.from(snapshot, { runtime, capabilities, program }).terminate();
    },
    dispose: () => void runtime.close(),
  };
}

/** Enough steps for the objects of each program, and for some turns of the loop behind them. */
export const rayaStates = (): State[] => [
  rayaState('a counter in a loop, one pending host call', COUNTER, 20_000),
  rayaState('20,000 objects', OBJECTS_MODULE, 1_000_000),
  rayaState('1 MB live', MEGABYTE, 1_000_000),
];

let wasm: WebAssembly.Module | undefined;

async function wasiState(name: string, script: string): Promise<State> {
  wasm ??= await WebAssembly.compile(readFileSync(at('node_modules/quickjs-wasi/quickjs.wasm')));
  const module = wasm;
  const vm = await QuickJS.create({ wasm: module });
  vm.evalCode(script, 'state.js').dispose();
  const snapshot = vm.snapshot();
  return {
    name,
    sizes: new Map([['as it is', QuickJS.serializeSnapshot(snapshot).length]]),
    take: () => QuickJS.serializeSnapshot(vm.snapshot()),
    async restore() {
      (await QuickJS.restore(snapshot, { wasm: module })).dispose();
    },
    dispose: () => vm.dispose(),
  };
}

/** It has no way to stop in a loop: a promise that nobody resolves stands for the counter. */
export const wasiStates = async (): Promise<State[]> => [
  await wasiState(
    'a counter in a loop, one pending host call',
    'globalThis.waiting = new Promise(() => {});',
  ),
  await wasiState('20,000 objects', OBJECTS),
];

/** A program with about 20 ms of top-level work. */
export const WARM = `
  const table = new Map();
  let sum = 0;
  for (let i = 0; i < 12000; i++) {
    table.set('key' + i, { i, square: i * i });
    for (let j = 0; j < 60; j++) sum = (sum * 31 + j) % 1000003;
  }
  export const main = (key) => table.get(key).square + (sum > 0 ? 0 : 1);
`;
