/** raya-vm itself, through nothing but its public interface. */
import type { GuestProgram } from '../support/guest';
import type { HostFunctions, Instance, Peer, Run, ValueInstance } from './peer';

/** The part of the package's public interface that the bench uses. */
export interface RayaProgram {
  readonly bytecode: ArrayBuffer;
}
export interface RayaStats {
  readonly heapBytesUsed: number;
  readonly stepsExecuted: number;
  readonly gc: {
    readonly collections: number;
    readonly bytesFreed: number;
    readonly pauseMsMax: number;
  };
}
export interface RayaVm {
  loadBytecode(bytes: ArrayBuffer | Uint8Array | RayaProgram): void;
  runEntry<T = unknown>(name: string, args?: unknown[]): Promise<T>;
  addSteps(n: number): void;
  step(n: number): { ran: number; state: string };
  getStats(options?: { exact?: boolean }): RayaStats;
  terminate(): void;
}
export interface RayaVmOptions {
  readonly maxHeapBytes?: number;
  readonly maxStepBudget?: number;
  readonly maxMessageBytes?: number;
  readonly maxMessageValues?: number;
  readonly capabilities?: Record<string, unknown>;
  readonly runtime?: RayaRuntime;
}
export interface RayaRuntime {
  close(): Promise<void>;
}
export interface RayaCompiler {
  compileString(source: string): RayaProgram;
  compileModules(modules: Record<string, string>, entry: string): RayaProgram;
}
export interface Raya {
  Vm: new (options?: RayaVmOptions) => RayaVm;
  Runtime: new (options?: { manual?: boolean; maxLeases?: number }) => RayaRuntime;
  Program: { fromBytes(bytes: ArrayBuffer | Uint8Array): RayaProgram };
  Compiler: new (options?: { check?: 'strict' | 'loose' | 'off' }) => RayaCompiler;
  ready(): Promise<void>;
}

let loaded: Raya | undefined;

/** The built package; throws a sentence when it is not there. */
export async function raya(): Promise<Raya> {
  if (loaded === undefined) {
    // Named by variables: the bench builds and runs for the peers alone, without the package.
    const core: string = 'raya-vm';
    const compiler: string = 'raya-vm/compiler';
    const parts = { ...(await import(core)), ...(await import(compiler)) };
    for (const name of ['Vm', 'Runtime', 'Program', 'Compiler', 'ready']) {
      if (!(name in parts)) throw new Error(`raya-vm does not export ${name} yet`);
    }
    loaded = parts as Raya;
    await loaded.ready();
  }
  return loaded;
}

/** The limits that a message of a few megabytes needs. */
const GENEROUS: RayaVmOptions = {
  maxHeapBytes: 256 * 1024 * 1024,
  maxMessageBytes: 64 * 1024 * 1024,
  maxMessageValues: 10_000_000,
};

class RayaInstance implements ValueInstance {
  readonly vm: RayaVm;
  private readonly compiler: RayaCompiler;

  constructor(parts: Raya, functions: HostFunctions = {}) {
    this.compiler = new parts.Compiler({ check: 'off' });
    const capabilities = { ...functions.sync, ...functions.async };
    this.vm = new parts.Vm({ ...GENEROUS, capabilities });
  }

  async load(program: GuestProgram): Promise<void> {
    this.vm.loadBytecode(this.compiler.compileModules(program.modules, program.entry));
  }

  async run(entry: string, argument: number): Promise<Run> {
    const start = performance.now();
    const value = await this.vm.runEntry(entry, [argument]);
    return { value, milliseconds: performance.now() - start };
  }

  async put(entry: string, value: unknown): Promise<void> {
    await this.vm.runEntry(entry, [value]);
  }

  async take(entry: string): Promise<unknown> {
    return this.vm.runEntry(entry, []);
  }

  async dispose(): Promise<void> {
    this.vm.terminate();
  }
}

let sum: RayaProgram | undefined;
let sumBytes: ArrayBuffer | undefined;

async function live(source: RayaProgram | ArrayBuffer, parts: Raya): Promise<void> {
  const vm = new parts.Vm();
  vm.loadBytecode(source);
  if ((await vm.runEntry('main')) !== 2) throw new Error('raya-vm cannot add');
  vm.terminate();
}

async function sumProgram(parts: Raya): Promise<RayaProgram> {
  const compiler = new parts.Compiler({ check: 'off' });
  return compiler.compileString('export function main() { return 1 + 1; }');
}

async function runOnce(vm: RayaVm, program: RayaProgram): Promise<RayaVm> {
  vm.loadBytecode(program);
  await vm.runEntry('main', [1]);
  return vm;
}

/** Compiled once, as a host does that keeps many guests of one program. */
const idlePrograms = new Map<GuestProgram, RayaProgram>();

function idleProgram(guest: GuestProgram, parts: Raya): RayaProgram {
  let program = idlePrograms.get(guest);
  if (program === undefined) {
    program = new parts.Compiler({ check: 'off' }).compileModules(guest.modules, guest.entry);
    idlePrograms.set(guest, program);
  }
  return program;
}

/** Has fewer memories than guests: all but the last few are parked. */
let crowded: RayaRuntime | undefined;

export const rayaVm: Peer = {
  name: 'raya-vm',
  version: 'this tree',
  inProcess: true,
  create: async (functions): Promise<Instance> => new RayaInstance(await raya(), functions),
  createForValues: async () => new RayaInstance(await raya()),
  async lifeCycle() {
    const parts = await raya();
    sum ??= await sumProgram(parts);
    await live(sum, parts);
  },
  async lifeCycleFromBytes() {
    const parts = await raya();
    sumBytes ??= (await sumProgram(parts)).bytecode;
    await live(sumBytes, parts);
  },
  async createIdle(guest) {
    const parts = await raya();
    return runOnce(new parts.Vm(), idleProgram(guest, parts));
  },
  async createParked(guest) {
    const parts = await raya();
    crowded ??= new parts.Runtime({ maxLeases: 4 });
    return runOnce(new parts.Vm({ runtime: crowded }), idleProgram(guest, parts));
  },
};
