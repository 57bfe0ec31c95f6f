/** Programs and Vms for tests of snapshots; Runtimes and the check that nothing is left behind are those of test/vm. */
import { type Program, type RestoreOptions, type Snapshot, Vm, type VmOptions } from 'raya-vm';
import { Compiler } from 'raya-vm/compiler';
import { expect } from 'vitest';
import { makeRuntime } from '../vm/support';

export { failure, makeRuntime, turn } from '../vm/support';

export const compiler = new Compiler({ check: 'off' });

export const compile = (source: string): Program => compiler.compileString(source);

/** A Vm with the program loaded. */
export function start(program: Program, options: VmOptions = {}): Vm {
  const vm = new Vm({ runtime: makeRuntime(), ...options });
  vm.loadBytecode(program);
  return vm;
}

/** A Vm that goes on from a snapshot. */
export const from = (
  snapshot: Snapshot | Uint8Array,
  options: VmOptions & RestoreOptions = {},
): Vm => Vm.from(snapshot, { runtime: makeRuntime(), ...options });

/** A capability that is never answered. */
export const never = () => new Promise<never>(() => {});

/** What a function throws. */
export function thrown(action: () => unknown): any {
  try {
    action();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

/** The VmError BAD_SNAPSHOT with this reason. */
export const badSnapshot = (reason: string | RegExp) => ({
  code: 'BAD_SNAPSHOT',
  message: expect.stringMatching(reason),
});
