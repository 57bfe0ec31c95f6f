/** Images of real heaps: what parking copies out of a Vm that was stopped half-way, after a collection. */
import type { Vm, VmOptions } from 'raya-vm';
import {
  H_GLOBALS_BASE,
  H_GLOBALS_END,
  H_HEAP_BASE,
  H_HEAP_TOP,
  HEADER,
  SCRATCH,
} from '../../assembly/memory-map';
import { raya } from '../peers/raya';
import { loadGuest } from '../support/guest';
import { sampleRecords } from '../support/records';

export interface HeapImage {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const LIMITS: VmOptions = {
  maxHeapBytes: 256 * 1024 * 1024,
  maxMessageBytes: 64 * 1024 * 1024,
  maxMessageValues: 10_000_000,
};

/** From 28 KB to 16 MB. */
export async function heapImages(): Promise<HeapImage[]> {
  const records = sampleRecords(1_000_000);
  return [
    await halfWay('richards'),
    await halfWay('deltablue'),
    await halfWay('havlak'),
    await image('1 MB of records', 'bench/micro/guest/records.ts', (vm) => {
      run(vm, 'receive', records);
    }),
    await objects(25_000),
    await objects(400_000),
  ];
}

/** A classic program in the middle of its one iteration. */
async function halfWay(name: string): Promise<HeapImage> {
  const file = `bench/programs/${name}.ts`;
  let steps = 0;
  await image(name, file, (vm) => {
    steps = run(vm, 'main', 1);
  });
  return image(`${name}, half-way`, file, (vm) => {
    run(vm, 'main', 1, Math.floor(steps / 2));
  });
}

/** Small objects in blocks, each replaced out of order. */
const objects = (count: number): Promise<HeapImage> =>
  image(`${count.toLocaleString('en-US')} objects`, 'bench/micro/guest/live.ts', (vm) => {
    run(vm, 'hold', count);
    run(vm, 'churn', count);
  });

/** Gives the steps that were run: all, or so many. */
function run(vm: Vm, entry: string, argument: unknown, steps = Number.POSITIVE_INFINITY): number {
  // A call that was stopped fails when the Vm ends.
  vm.runEntry(entry, [argument]).catch(() => {});
  return vm.step(steps).ran;
}

async function image(name: string, file: string, prepare: (vm: Vm) => void): Promise<HeapImage> {
  const { Compiler, Runtime, Vm } = await raya();
  const guest = await loadGuest(file);
  const program = new Compiler({ check: 'off' }).compileModules(guest.modules, guest.entry);
  // In a Runtime of its own the Vm is given a new memory, which is seen here.
  const memories = watchMemories();
  const vm = new Vm({ ...LIMITS, runtime: new Runtime({ manual: true }) });
  try {
    vm.loadBytecode(program);
    prepare(vm);
    vm.getStats({ exact: true });
    const memory = memories.made.at(-1);
    if (memory === undefined) throw new Error(`${name} ran without a memory`);
    return { name, bytes: copyImage(memory) };
  } finally {
    vm.terminate();
    memories.stop();
  }
}

function watchMemories(): { made: WebAssembly.Memory[]; stop(): void } {
  const made: WebAssembly.Memory[] = [];
  const { Memory } = WebAssembly;
  WebAssembly.Memory = class extends Memory {
    constructor(descriptor: WebAssembly.MemoryDescriptor) {
      super(descriptor);
      made.push(this);
    }
  };
  return {
    made,
    stop() {
      WebAssembly.Memory = Memory;
    },
  };
}

/** The header without its scratch area, the globals, the heap up to its top. */
function copyImage({ buffer }: WebAssembly.Memory): Uint8Array {
  const word = (address: number) => new DataView(buffer).getUint32(address, true);
  const parts = [
    new Uint8Array(buffer, HEADER, SCRATCH - HEADER),
    new Uint8Array(buffer, word(H_GLOBALS_BASE), word(H_GLOBALS_END) - word(H_GLOBALS_BASE)),
    new Uint8Array(buffer, word(H_HEAP_BASE), word(H_HEAP_TOP) - word(H_HEAP_BASE)),
  ];
  return new Uint8Array(Buffer.concat(parts));
}
