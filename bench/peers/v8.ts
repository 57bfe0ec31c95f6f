/** V8 itself: the guest is a script in the bench's own process, in a context of its own. */
import { createContext, runInContext } from 'node:vm';
import type { GuestProgram } from '../support/guest';
import type { HostFunctions, Peer, Run, ValueInstance } from './peer';

type GuestFunction = (argument?: unknown) => unknown;

class V8Instance implements ValueInstance {
  private readonly context = createContext({});

  constructor(functions: HostFunctions = {}) {
    this.context.host = { ...functions.sync, ...functions.async };
  }

  async load(program: GuestProgram): Promise<void> {
    runInContext(program.script, this.context);
  }

  async run(entry: string, argument: number): Promise<Run> {
    const target = this.find(entry);
    const start = performance.now();
    let value = target(argument);
    // A promise of another context is no instance of this one's Promise.
    if (typeof value === 'object' && value !== null && 'then' in value) value = await value;
    return { value, milliseconds: performance.now() - start };
  }

  async put(entry: string, value: unknown): Promise<void> {
    this.find(entry)(structuredClone(value));
  }

  async take(entry: string): Promise<unknown> {
    return structuredClone(this.find(entry)());
  }

  async dispose(): Promise<void> {}

  private find(entry: string): GuestFunction {
    return this.context.guest[entry];
  }
}

export const v8: Peer = {
  name: 'V8',
  version: process.versions.v8,
  inProcess: true,
  create: async (functions) => new V8Instance(functions),
  createForValues: async () => new V8Instance(),
  lifeCycle() {
    if (runInContext('1 + 1', createContext({})) !== 2) throw new Error('V8 cannot add');
  },
  async createIdle(program) {
    const instance = new V8Instance();
    await instance.load(program);
    await instance.run('main', 1);
    return instance;
  },
};
