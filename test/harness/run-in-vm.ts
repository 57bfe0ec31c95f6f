/** One run of a guest program in a Vm, from its compilation to the last job, stepped by hand. */
import { GuestError, type Program, Runtime, Vm, VmError } from 'raya-vm';
import { CompileError, Compiler } from 'raya-vm/compiler';
import { type TestKnobs, testKnobs } from '../../src/vm/test-knobs.ts';
import { CONSOLE_METHODS, type Ending, formatLine, type Outcome, THROWN_VALUE } from './format.ts';
import type { TestProgram } from './program.ts';

/** What a run printed, how it ended, what it cost. */
export interface Run extends Outcome {
  /** Steps of the Vm in all, module evaluation and left-over jobs included. */
  readonly steps: number;
  /** `heapBytesUsed` after the last job; 0 when the Vm is over. */
  readonly heapBytes: number;
  /** The error that `main` ended with, as the host got it. */
  readonly error: unknown;
}

/** How a run is driven. */
export interface Drive {
  /**
   * The length of the next slice in steps, from the steps run so far. May set knobs for it:
   * the Vm is at rest. Without it the program runs in slices of 100,000 steps.
   */
  slice?(stepsRun: number, setKnobs: (knobs: TestKnobs) => void): number;
  /** The Vm is snapshotted after every slice and goes on in a fresh one. */
  readonly moves?: boolean;
  /** Called before each slice: the Vm is at rest. */
  between?(vm: Vm, stepsRun: number): void;
  /** Knobs that hold from before the first instruction. */
  readonly knobs?: TestKnobs;
  /** Looks at the Vm after the last job, before it is terminated. */
  inspect?(vm: Vm): void;
}

const DEFAULT_SLICE = 100_000;
/** No program of the corpus needs more; one that does would hang the test run. */
const MAX_STEPS = 200_000_000;

let sharedRuntime: Runtime | undefined;

/** The Runtime of all runs; nothing runs in it but by `vm.step`. */
export function testRuntime(): Runtime {
  sharedRuntime ??= new Runtime({ manual: true });
  return sharedRuntime;
}

/** Closes the Runtime of all runs; throws when a run has left a Vm behind. */
export async function closeTestRuntime(): Promise<void> {
  const left = sharedRuntime?.vms.size ?? 0;
  await sharedRuntime?.close();
  sharedRuntime = undefined;
  if (left > 0) throw new Error(`${left} Vms were left behind`);
}

const compilers = new Map<string, Compiler>();

/** Compiles all modules of a program; `check` as its comments say, unless given. */
export function compile(program: TestProgram, check = program.expectation.check): Program {
  let compiler = compilers.get(check);
  if (!compiler) {
    compiler = new Compiler({ check });
    compilers.set(check, compiler);
  }
  return compiler.compileModules({ ...program.modules }, program.entry);
}

/** What is wrong with how a program was refused; nothing when it was refused as expected. */
export function refusalComplaint(program: TestProgram): string | undefined {
  const { construct, line, column } = program.expectation.refusal!;
  try {
    compile(program);
  } catch (error) {
    if (!(error instanceof CompileError)) throw error;
    if (construct === 'syntax') return undefined;
    // Below its first line a message quotes the source, which says nothing.
    const fitting = error.diagnostics.find(({ message }) =>
      message.split('\n')[0].toLowerCase().includes(construct.toLowerCase()),
    );
    if (!fitting) return `no diagnostic names '${construct}': ${error.message}`;
    const elsewhere = line !== undefined && (fitting.line !== line || fitting.column !== column);
    return elsewhere
      ? `expected at ${line}:${column}, found at ${fitting.line}:${fitting.column}`
      : undefined;
  }
  return 'the compiler accepts the program';
}

/** Runs `main` of a compiled program until nothing can happen any more. The Vm is terminated. */
export async function runInVm(program: Program, drive: Drive = {}): Promise<Run> {
  const lines: string[] = [];
  const capture =
    (method: string) =>
    (...values: unknown[]) => {
      lines.push(formatLine(method, values));
    };
  const console = Object.fromEntries(CONSOLE_METHODS.map((method) => [method, capture(method)]));
  const options = { runtime: testRuntime(), capabilities: { console } };
  let vm = new Vm(options);
  try {
    vm.loadBytecode(program);
    const setKnobs = (knobs: TestKnobs): void => testKnobs(vm, knobs);
    if (drive.knobs) setKnobs(drive.knobs);
    let task = vm.runEntry('main');
    const move = (): void => {
      const snapshot = vm.snapshot({ code: 'reference' });
      vm.terminate();
      vm = Vm.from(snapshot, { ...options, program });
      task = vm.tasks().find(({ id }) => id === task.id) ?? task;
    };
    await drain(
      () => vm,
      (stepsRun) => {
        drive.between?.(vm, stepsRun);
        return drive.slice?.(stepsRun, setKnobs) ?? DEFAULT_SLICE;
      },
      drive.moves ? move : undefined,
    );
    const { stepsExecuted: steps, heapBytesUsed: heapBytes, state } = vm.getStats();
    drive.inspect?.(vm);
    let ending: Ending = { kind: 'stuck' };
    let error: unknown;
    if (task.status === 'completed') {
      ending = { kind: 'returned' };
    } else if (task.status === 'failed' || task.status === 'cancelled') {
      error = await task.then(
        () => undefined,
        (reason: unknown) => reason,
      );
      ending = endingOf(error);
    }
    return { lines, ending, steps, heapBytes: state === 'terminated' ? 0 : heapBytes, error };
  } finally {
    vm.terminate();
  }
}

/** Steps the Vm until it is idle with nothing pending on the host, or over. */
async function drain(
  current: () => Vm,
  nextSlice: (stepsRun: number) => number,
  move: (() => void) | undefined,
): Promise<void> {
  let stepsRun = 0;
  let standstills = 0;
  for (;;) {
    const { ran, state } = current().step(nextSlice(stepsRun));
    stepsRun += ran;
    if (stepsRun > MAX_STEPS) throw new Error(`the program runs for more than ${MAX_STEPS} steps`);
    standstills = ran > 0 ? 0 : standstills + 1;
    if (state === 'terminated') return;
    if (state === 'idle') {
      if (current().pendingCalls().length === 0) return;
      await new Promise((wake) => setImmediate(wake));
    } else move?.();
    if (standstills > 1000) throw new Error(`the Vm is ${state} but does not go on`);
  }
}

/** An error of a Task in the terms of the guest: limits are the RangeErrors that it could catch. */
function endingOf(error: unknown): Ending {
  if (error instanceof GuestError) {
    return error.value instanceof Error
      ? { kind: 'threw', name: error.name, message: error.message }
      : { kind: 'threw', name: THROWN_VALUE, message: String(error.value) };
  }
  if (error instanceof VmError) {
    const catchable = ['STACK_OVERFLOW', 'OUT_OF_MEMORY', 'TASK_LIMIT'].includes(error.code);
    return { kind: 'threw', name: catchable ? 'RangeError' : error.code, message: error.message };
  }
  throw error;
}
