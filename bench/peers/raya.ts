/** raya-vm itself, through nothing but its public interface. */
import type { Program, Runtime, Vm, VmOptions } from 'raya-vm';
import type { Compiler } from 'raya-vm/compiler';
import type { GuestProgram } from '../support/guest';
import type { HostFunctions, Instance, Peer, Run, ValueInstance } from './peer';

/** The two entry points in one. */
type Raya = typeof import('raya-vm') & typeof import('raya-vm/compiler');

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
const GENEROUS: VmOptions = {
  maxHeapBytes: 256 * 1024 * 1024,
  maxMessageBytes: 64 * 1024 * 1024,
  maxMessageValues: 10_000_000,
};

class RayaInstance implements ValueInstance {
  readonly vm: Vm;
  private readonly compiler: Compiler;

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

let sum: Program | undefined;
let sumBytes: ArrayBuffer | undefined;

async function live(source: Program | ArrayBuffer, parts: Raya): Promise<void> {
  const vm = new parts.Vm();
  vm.loadBytecode(source);
  if ((await vm.runEntry('main')) !== 2) throw new Error('raya-vm cannot add');
  vm.terminate();
}

async function sumProgram(parts: Raya): Promise<Program> {
  const compiler = new parts.Compiler({ check: 'off' });
  return compiler.compileString('export function main() { return 1 + 1; }');
}

/** Compiled once, as a host does that keeps many guests of one program. */
const idlePrograms = new Map<GuestProgram, Program>();

function idleProgram(guest: GuestProgram, parts: Raya): Program {
  let program = idlePrograms.get(guest);
  if (program === undefined) {
    program = new parts.Compiler({ check: 'off' }).compileModules(guest.modules, guest.entry);
    idlePrograms.set(guest, program);
  }
  return program;
}

/** Has a memory for every guest, and does nothing by itself: its guests keep theirs. */
let roomy: Runtime | undefined;

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
  idleGuests: 2000,
  async createIdle(guest) {
    const parts = await raya();
    const vm = new parts.Vm();
    vm.loadBytecode(idleProgram(guest, parts));
    await vm.runEntry('main', [1]);
    return vm;
  },
  async createHeld(guest) {
    const parts = await raya();
    roomy ??= new parts.Runtime({ maxLeases: 10_000, manual: true });
    const vm = new parts.Vm({ runtime: roomy });
    vm.loadBytecode(idleProgram(guest, parts));
    const task = vm.runEntry('main', [1]);
    vm.step(1e6);
    await task;
    return vm;
  },
};
