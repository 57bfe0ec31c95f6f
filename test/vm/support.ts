/** Vms for tests: compiled from a source, on a Runtime of their own, and a check that nothing is left behind. */
import { Runtime, type RuntimeOptions, type Task, Vm, type VmOptions } from 'raya-vm';
import { Compiler } from 'raya-vm/compiler';
import { afterEach, expect } from 'vitest';

const compiler = new Compiler({ check: 'off' });
let runtimes: Runtime[] = [];

/** A Runtime that is closed after the test. */
export function makeRuntime(options: RuntimeOptions = {}): Runtime {
  const runtime = new Runtime(options);
  runtimes.push(runtime);
  return runtime;
}

/** A Vm with the program loaded. */
export function load(source: string, options: VmOptions = {}): Vm {
  const vm = new Vm({ runtime: makeRuntime(), ...options });
  vm.loadBytecode(compiler.compileString(source));
  return vm;
}

/** What a Task rejects with. */
export async function failure(task: Task<any>): Promise<any> {
  try {
    await task;
  } catch (error) {
    return error;
  }
  throw new Error('the Task did not fail');
}

/** One turn of the event loop. */
export const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

afterEach(async () => {
  for (const runtime of runtimes) {
    for (const vm of runtime.vms) {
      vm.terminate();
      expect(vm.tasks()).toEqual([]);
      expect(vm.pendingCalls()).toEqual([]);
    }
    await runtime.close();
    expect(runtime.vms.size).toBe(0);
    expect(runtime.getStats().leases).toMatchObject({ held: 0, free: 0 });
  }
  runtimes = [];
});
