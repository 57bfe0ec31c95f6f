/** Everything in one call. */

import type { CallOptions, VmOptions } from '../vm/options';
import type { Program } from '../vm/program';
import { Vm } from '../vm/vm';
import { Compiler } from './compiler';

export interface RunOptions extends VmOptions, CallOptions {
  /** The exported function to call. Default 'main'. */
  entry?: string;
  /** Its arguments. */
  args?: unknown[];
}

/**
 * Compiles a program, runs one of its functions in a Vm of its own, and disposes the Vm.
 * @throws CompileError, and what `Vm.runEntry` rejects with
 */
export async function run<T = unknown>(
  source: string | Program,
  options: RunOptions = {},
): Promise<T> {
  const {
    entry = 'main',
    args = [],
    signal,
    maxSteps,
    timeoutMs,
    maxHostCalls,
    ...vmOptions
  } = options;
  const program = typeof source === 'string' ? new Compiler().compileString(source) : source;
  const vm = new Vm(vmOptions);
  try {
    vm.loadBytecode(program);
    const limits: CallOptions = {};
    if (signal !== undefined) limits.signal = signal;
    if (maxSteps !== undefined) limits.maxSteps = maxSteps;
    if (timeoutMs !== undefined) limits.timeoutMs = timeoutMs;
    if (maxHostCalls !== undefined) limits.maxHostCalls = maxHostCalls;
    return await vm.runEntry<T>(entry, args, limits);
  } finally {
    vm.terminate();
  }
}
