/** What `run` and `resume` have in common: a Vm runs until its Tasks have ended, or until nothing can happen any more. */
import { inspect } from 'node:util';
import { type PendingCall, type Task, Vm, VmError, type VmOptions } from '../index';
import { type GivenCapabilities, giveCapabilities } from './capabilities';
import { describeCall } from './held-calls';
import { ProgressLine } from './progress';
import {
  describeError,
  ExitCode,
  exitCodeOf,
  formatBytes,
  formatStats,
  StuckError,
} from './report';
import { readKey, writeSnapshot } from './snapshot-file';
import type { Terminal } from './terminal';

export interface SessionOptions {
  maxHeap?: number;
  maxSteps?: number;
  /** Milliseconds from the start to the end. */
  timeout?: number;
  /** Capabilities of the command line that the program may use. */
  allow: readonly string[];
  /** Capabilities that wait for an answer. */
  hold: readonly string[];
  stats?: boolean;
  /** File for a snapshot, when the program waits for its host. */
  snapshotOnBlock?: string;
  /** File with the key that signs the snapshot. */
  keyFile?: string;
}

/** What a command brings to its session. */
export interface SessionCommand {
  /** When reading and compiling began, on the clock of `performance.now`. */
  readonly begun: number;
  readonly seed?: number | undefined;
  /** Loads or restores; gives the Tasks whose results are printed. */
  start(vm: Vm): readonly Task[];
  /** What to do about an error; undefined: what the error itself says. */
  hintFor(error: VmError): string | undefined;
}

/** Runs a Vm and prints the results of its Tasks. Gives the exit code. */
export async function runSession(
  options: SessionOptions,
  command: SessionCommand,
  terminal: Terminal,
): Promise<number> {
  const session = new Session(options, command, terminal);
  try {
    return await session.run();
  } finally {
    session.end();
  }
}

class Session {
  readonly #options: SessionOptions;
  readonly #command: SessionCommand;
  readonly #terminal: Terminal;
  readonly #started = performance.now();
  readonly #key: Uint8Array | undefined;
  readonly #given: GivenCapabilities;
  readonly #vm: Vm;
  readonly #progress: ProgressLine;
  readonly #idle: IdleProcess;
  #time: TimeLimit | undefined;

  constructor(options: SessionOptions, command: SessionCommand, terminal: Terminal) {
    this.#options = options;
    this.#command = command;
    this.#terminal = terminal;
    this.#key = readKey(options.keyFile);
    this.#given = giveCapabilities(options, terminal, () => this.#progress.clear());
    this.#vm = new Vm(vmOptions(options, command.seed, this.#given.capabilities));
    this.#progress = new ProgressLine(terminal, () => this.#vm.getStats());
    this.#idle = new IdleProcess(terminal);
  }

  async run(): Promise<number> {
    try {
      const tasks = this.#command.start(this.#vm);
      this.#time = new TimeLimit(tasks, this.#options.timeout);
      return await this.#results(tasks);
    } catch (error) {
      return error instanceof Idle ? this.#blocked() : this.#complain(error);
    }
  }

  end(): void {
    this.#progress.stop();
    this.#idle.stop();
    this.#time?.stop();
    const stats = this.#vm.getStats();
    this.#vm.terminate();
    this.#given.close();
    if (this.#options.stats) {
      const loading = this.#started - this.#command.begun;
      const running = performance.now() - this.#started;
      this.#terminal.error(formatStats(stats, { loading, running }));
    }
    if (this.#given.hasDropped()) {
      this.#terminal.error('note: what the program prints was dropped; --allow console shows it\n');
    }
  }

  /** Prints what each Task gives, in order. @throws Idle */
  async #results(tasks: readonly Task[]): Promise<number> {
    let code: number = ExitCode.done;
    for (const task of tasks) {
      try {
        const result = await Promise.race([task, this.#idle.promise]);
        this.#progress.clear();
        if (result !== undefined) this.#terminal.out(`${show(result, this.#terminal)}\n`);
      } catch (error) {
        if (error instanceof Idle) throw error;
        const isTime = this.#time?.isUp(error) === true;
        code = Math.max(code, this.#complain(isTime ? new VmError('TIMEOUT') : error));
        // What ended the Vm has ended the other Tasks too, and is told once.
        if (this.#vm.getStats().state === 'terminated') break;
      }
    }
    return code;
  }

  /** Nothing can happen any more: keeps the program if that is wanted. */
  #blocked(): number {
    const calls = this.#vm.pendingCalls();
    const file = this.#options.snapshotOnBlock;
    if (file === undefined) return this.#complain(stuck(calls));
    const snapshot = this.#vm.snapshot(this.#key === undefined ? {} : { sign: this.#key });
    writeSnapshot(file, snapshot);
    this.#progress.clear();
    this.#terminal.error(whatWaits(file, snapshot.bytes.length, calls));
    return ExitCode.blocked;
  }

  #complain(error: unknown): number {
    this.#progress.clear();
    const hint = error instanceof VmError ? hintFor(error, this.#command) : undefined;
    this.#terminal.error(`${describeError(error, hint)}\n`);
    return exitCodeOf(error);
  }
}

function vmOptions(
  { maxHeap, maxSteps, timeout }: SessionOptions,
  seed: number | undefined,
  capabilities: NonNullable<VmOptions['capabilities']>,
): VmOptions {
  return {
    capabilities,
    ...(maxHeap === undefined ? {} : { maxHeapBytes: maxHeap }),
    ...(maxSteps === undefined ? {} : { maxStepBudget: maxSteps }),
    // Of the Vm too, so that top-level code is bound by it.
    ...(timeout === undefined ? {} : { timeoutMs: timeout }),
    ...(seed === undefined ? {} : { seed }),
  };
}

// ---- Waiting ----

/** The process has nothing left to wait for. */
class Idle extends Error {
  override readonly name = 'Idle';
}

class IdleProcess {
  /** Rejects with `Idle`. */
  readonly promise: Promise<never>;
  readonly stop: () => void;

  constructor(terminal: Terminal) {
    let stop = () => {};
    this.promise = new Promise((_resolve, reject) => {
      stop = terminal.onIdle(() => reject(new Idle()));
    });
    this.stop = stop;
    // When the last Task has ended, nobody waits for it any more.
    this.promise.catch(() => {});
  }
}

/** Timers of the platform go no further; longer ones never end. */
const MAX_TIMER_MS = 0x7fffffff;

/** Cancels Tasks when the time is up. Its timer keeps no process that waits for nothing else. */
class TimeLimit {
  readonly #timer: ReturnType<typeof setTimeout> | undefined;
  #passed = false;

  constructor(tasks: readonly Task[], milliseconds: number | undefined) {
    if (milliseconds === undefined || milliseconds > MAX_TIMER_MS) return;
    this.#timer = setTimeout(() => {
      this.#passed = true;
      for (const task of tasks) task.cancel();
    }, milliseconds);
    this.#timer.unref();
  }

  /** Is the error what a cancelled Task ends with? */
  isUp(error: unknown): boolean {
    return this.#passed && error instanceof VmError && error.code === 'CANCELLED';
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}

// ---- Telling ----

const list = (calls: readonly PendingCall[]): string =>
  calls.map((call) => `  ${describeCall(call)}\n`).join('');

function stuck(calls: readonly PendingCall[]): StuckError {
  if (calls.length === 0) {
    return new StuckError('The program waits for something that can never happen.');
  }
  return new StuckError(
    `The program waits for an answer:\n${list(calls)}--snapshot-on-block FILE keeps it for raya resume.`,
  );
}

function whatWaits(file: string, bytes: number, calls: readonly PendingCall[]): string {
  const size = formatBytes(bytes);
  if (calls.length === 0) {
    return `${file}: ${size}; the program waits for something that can never happen\n`;
  }
  const [first] = calls;
  return `${file}: ${size}; the program waits for an answer:\n${list(calls)}Go on with: raya resume ${file} --answer ${first!.id}=JSON\n`;
}

function hintFor(error: VmError, command: SessionCommand): string | undefined {
  switch (error.code) {
    case 'STEP_BUDGET':
      return 'Raise --max-steps, or let the program do less.';
    case 'OUT_OF_MEMORY':
      return 'Raise --max-heap, or let the program keep less alive at once.';
    case 'TIMEOUT':
      return 'Raise --timeout, or let the program do less.';
    default:
      return command.hintFor(error);
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
