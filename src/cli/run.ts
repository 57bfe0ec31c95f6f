/** `raya run` */
import { inspect } from 'node:util';
import { type CallOptions, type Program, Vm, VmError, type VmOptions } from '../index';
import { giveCapabilities, missingCapabilities } from './capabilities';
import { type CheckMode, loadProgram } from './load';
import { ProgressLine } from './progress';
import { describeError, ExitCode, exitCodeOf, formatStats, StuckError } from './report';
import type { Terminal } from './terminal';
import { parseArgument } from './values';

export interface RunOptions {
  entry: string;
  maxHeap?: number;
  maxSteps?: number;
  /** Milliseconds from the start to the end. */
  timeout?: number;
  allow: readonly string[];
  stats?: boolean;
  check?: CheckMode;
  seed?: number;
}

/** Runs one function of a program and prints its result. Gives the exit code. */
export async function runCommand(
  file: string,
  args: readonly string[],
  options: RunOptions,
  terminal: Terminal,
): Promise<number> {
  const begin = performance.now();
  const program = await loadProgram(file, options.check);
  const start = performance.now();

  let progress: ProgressLine | undefined;
  const given = giveCapabilities(options.allow, terminal, () => progress?.clear());
  const vm = new Vm(vmOptions(options, given.capabilities));
  const idle = whenStuck(terminal);
  try {
    vm.loadBytecode(program);
    progress = new ProgressLine(terminal, () => vm.getStats());
    const callOptions: CallOptions = {};
    if (options.timeout !== undefined) callOptions.timeoutMs = options.timeout;
    const task = vm.runEntry(options.entry, args.map(parseArgument), callOptions);
    const result = await Promise.race([task, idle.stuck]);
    progress.stop();
    if (result !== undefined) terminal.out(`${show(result, terminal)}\n`);
    return ExitCode.done;
  } catch (error) {
    progress?.stop();
    terminal.error(`${describeError(error, hintFor(error, program, options))}\n`);
    return exitCodeOf(error);
  } finally {
    idle.stop();
    const stats = vm.getStats();
    vm.terminate();
    given.close();
    if (options.stats) {
      const times = { loading: start - begin, running: performance.now() - start };
      terminal.error(formatStats(stats, times));
    }
    if (given.hasDropped()) {
      terminal.error('note: what the program prints was dropped; --allow console shows it\n');
    }
  }
}

function vmOptions(options: RunOptions, capabilities: VmOptions['capabilities']): VmOptions {
  const { maxHeap, maxSteps, timeout, seed } = options;
  return {
    ...(capabilities === undefined ? {} : { capabilities }),
    ...(maxHeap === undefined ? {} : { maxHeapBytes: maxHeap }),
    ...(maxSteps === undefined ? {} : { maxStepBudget: maxSteps }),
    // Of the Vm too, so that top-level code is bound by it.
    ...(timeout === undefined ? {} : { timeoutMs: timeout }),
    ...(seed === undefined ? {} : { seed }),
  };
}

/** A promise that rejects when the process has nothing left to wait for. */
function whenStuck(terminal: Terminal): { stuck: Promise<never>; stop: () => void } {
  let stop = () => {};
  const stuck = new Promise<never>((_resolve, reject) => {
    stop = terminal.onIdle(() => {
      reject(new StuckError('The program waits for something that can never happen.'));
    });
  });
  return { stuck, stop };
}

function hintFor(error: unknown, program: Program, options: RunOptions): string | undefined {
  if (!(error instanceof VmError)) return undefined;
  switch (error.code) {
    case 'NO_ENTRY':
      return `It exports ${program.exports.join(', ') || 'nothing'}; choose with --entry.`;
    case 'NO_CAPABILITY':
      return missingCapabilities(program.imports, options.allow);
    case 'STEP_BUDGET':
      return 'Raise --max-steps, or let the program do less.';
    case 'OUT_OF_MEMORY':
      return 'Raise --max-heap, or let the program keep less alive at once.';
    case 'TIMEOUT':
      return 'Raise --timeout, or let the program do less.';
    default:
      return undefined;
  }
}

function show(value: unknown, terminal: Terminal): string {
  return inspect(value, {
    colors: terminal.hasColours,
    depth: 10,
    maxArrayLength: 1000,
    maxStringLength: 100_000,
    breakLength: 100,
  });
}
