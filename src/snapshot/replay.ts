/** Runs a recording again: the same inputs at the same steps, with no capability called. */
import { Runtime } from '../runtime/runtime';
import { VmError } from '../vm/errors';
import { LoadedModules } from '../vm/modules';
import { checkLimits, vmSettings } from '../vm/options';
import type { Program } from '../vm/program';
import { verifySnapshot } from '../vm/snapshots';
import type { Vm } from '../vm/vm';
import { Checkpoints } from './checkpoints';
import { InputReader } from './inputs';
import { type Checkpoint, limitsOf, Playback } from './playback';
import type { Position } from './recorder';
import { badRecording, Recording } from './recording';

export interface ReplayOptions {
  /** The program, for a recording with `code: 'reference'`. */
  program?: Program | ArrayBuffer | Uint8Array;
  /** Where the Vm lives: a manual Runtime. Default: one of the replay's own. */
  runtime?: Runtime;
  /** A recording of more steps is refused: for one that is not trusted. Default Infinity. */
  maxSteps?: number;
  /** A recording with a greater `maxHeapBytes` is refused. Default Infinity. */
  maxHeapBytes?: number;
}

/** Where a replay has stopped. */
export interface ReplayPosition extends Position {
  /** Is it the end of the recording? */
  readonly done: boolean;
}

/**
 * A recording that is run again, forwards and backwards. Nothing of the host is called: capabilities, the console and the clock
 * answer from the recording. At each place the Vm is in the state in which the recorded one was, to the byte: `vm.snapshot()` gives the same.
 */
export class Replay {
  readonly recording: Recording;
  readonly #runtime: Runtime;
  readonly #ownsRuntime: boolean;
  readonly #checkpoints: Checkpoints;
  #playback: Playback;
  /** Steps of the Vm when it was left. */
  #left: number;

  /**
   * Begins at the beginning.
   * @throws VmError BAD_RECORDING: damaged, made with another core, for another program, beyond `maxSteps` or `maxHeapBytes`;
   * RangeError or TypeError that names a bad option
   */
  constructor(recording: Recording | Uint8Array, options: ReplayOptions = {}) {
    const { program, runtime, maxSteps, maxHeapBytes } = checkOptions(options);
    this.recording = recording instanceof Recording ? recording : Recording.fromBytes(recording);
    this.#ownsRuntime = runtime === undefined;
    this.#runtime = runtime ?? new Runtime({ manual: true });
    const beginning = firstCheckpoint(this.recording, program);
    checkBounds(this.recording, beginning, maxSteps, maxHeapBytes);
    checkCore(this.recording, this.#runtime);
    this.#checkpoints = new Checkpoints(beginning);
    this.#playback = new Playback(this.recording, beginning, this.#runtime);
    this.#left = this.#playback.step;
  }

  /**
   * The Vm as it is at `position`, paused: to be looked at, not to be used. Going back makes another one. To try how it would go on,
   * make a Vm of its own: `Vm.from(replay.vm.snapshot(), { capabilities })`.
   */
  get vm(): Vm {
    return this.#playback.vm;
  }

  /** Where it is. */
  get position(): ReplayPosition {
    const { step, sequence } = this.#playback;
    return { step, sequence, done: this.#isAtEnd };
  }

  /**
   * Goes to the first place at or beyond a number of steps, before the inputs that went in there; or, when a position is given, at or
   * beyond its number of inputs as well. Back, too: from the nearest of some places that it has kept. Gives where it has stopped.
   * @throws DivergenceError when the Vm does something else than the recorded one did; VmError BAD_RECORDING; TypeError
   */
  to(target: number | Position): ReplayPosition {
    const { step, sequence } =
      typeof target === 'number' ? { step: target, sequence: 0 } : checkPosition(target);
    if (Number.isNaN(step)) throw new TypeError('a replay goes to a number of steps');
    if (this.#isBeyond(step, sequence)) this.#restore(this.#checkpoints.before(step, sequence));
    try {
      while (!this.#hasReached(step, sequence) && !this.#isAtEnd) this.#advance(step);
    } finally {
      this.#left = this.#playback.step;
    }
    return this.position;
  }

  /** Goes to the end. @throws as `to` does */
  run(): ReplayPosition {
    return this.to(Number.POSITIVE_INFINITY);
  }

  /** Ends the Vm, and the Runtime when it is the replay's own. */
  [Symbol.dispose](): void {
    this.vm.terminate();
    if (this.#ownsRuntime) void this.#runtime.close();
  }

  get #isAtEnd(): boolean {
    const { next, step } = this.#playback;
    return next === undefined && step >= this.recording.info.lastStep;
  }

  #hasReached(step: number, sequence: number): boolean {
    return this.#playback.step >= step && this.#playback.sequence >= sequence;
  }

  /** Does the first place that is meant lie before this one? Or has someone else run the Vm? */
  #isBeyond(step: number, sequence: number): boolean {
    const here = this.#playback;
    if (here.step !== this.#left) return true;
    if (!this.#hasReached(step, sequence)) return false;
    return here.step > step || here.sequence > Math.max(this.#inputsBefore(step), sequence);
  }

  /** Inputs that went in at fewer steps. */
  #inputsBefore(step: number): number {
    const { steps } = this.recording;
    let low = 0;
    let high = steps.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (steps[middle]! < step) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #restore(checkpoint: Checkpoint): void {
    this.#playback.vm.terminate();
    this.#playback = new Playback(this.recording, checkpoint, this.#runtime);
  }

  /** The next input goes in when it is due, else the Vm runs towards it, at most to `step` if that lies ahead. */
  #advance(step: number): void {
    const playback = this.#playback;
    const { next } = playback;
    if (next !== undefined && next.step <= playback.step) {
      playback.putNext();
      return;
    }
    const due = this.#checkpoints.dueAfter(playback.step);
    const ahead = step > playback.step ? step : Number.POSITIVE_INFINITY;
    playback.run(Math.min(next?.step ?? this.recording.info.lastStep, ahead, due));
    if (playback.step >= due && !playback.isOver) this.#checkpoints.add(playback.checkpoint());
  }
}

const optionNames = ['program', 'runtime', 'maxSteps', 'maxHeapBytes'];

function checkOptions(options: ReplayOptions) {
  for (const name of Object.keys(options)) {
    if (!optionNames.includes(name)) throw new RangeError(`there is no option ${name} of a Replay`);
  }
  const { program, runtime } = options;
  const { maxSteps = Number.POSITIVE_INFINITY, maxHeapBytes = Number.POSITIVE_INFINITY } = options;
  for (const [name, value] of Object.entries({ maxSteps, maxHeapBytes })) {
    if (!(typeof value === 'number' && value >= 0)) {
      throw new RangeError(`option ${name} must be a number, not ${String(value)}`);
    }
  }
  if (runtime !== undefined && !runtime.manual) {
    throw new TypeError('a replay needs a Runtime made with manual: true');
  }
  return { program, runtime, maxSteps, maxHeapBytes };
}

function checkPosition(target: Position): Position {
  if (typeof target?.step === 'number' && typeof target.sequence === 'number') return target;
  throw new TypeError('a replay goes to a number of steps, or to a position');
}

/** The state with which the recording begins, verified. @throws VmError BAD_RECORDING */
function firstCheckpoint(
  { snapshot, info }: Recording,
  program: ReplayOptions['program'],
): Checkpoint {
  try {
    const modules = new LoadedModules(vmSettings({}));
    const state = verifySnapshot(snapshot, modules, program === undefined ? {} : { program });
    const { firstStep } = info;
    return { step: firstStep, sequence: 0, at: 0, lastInput: firstStep, isCounted: false, state };
  } catch (error) {
    if (!(error instanceof VmError)) throw error;
    return badRecording(error.message, { cause: error });
  }
}

function checkBounds(
  { info, inputBytes }: Recording,
  { state }: Checkpoint,
  maxSteps: number,
  maxHeapBytes: number,
): void {
  const steps = info.lastStep - info.firstStep;
  if (steps > maxSteps) badRecording(`it has ${steps} steps, more than maxSteps`);
  const check = (bytes: number): void => {
    if (bytes > maxHeapBytes) badRecording(`its heap may have ${bytes} bytes`);
  };
  check(limitsOf(state.parked).maxHeapBytes);
  const reader = new InputReader(inputBytes, 0, info.firstStep);
  for (let placed = reader.next(); placed !== undefined; placed = reader.next()) {
    if (placed.input.kind !== 'limits') continue;
    const { maxHeapBytes: bytes, ...others } = placed.input.limits;
    if (bytes !== undefined) check(bytes);
    try {
      checkLimits({ ...others, ...(bytes === undefined ? {} : { maxHeapBytes: bytes }) });
    } catch (error) {
      badRecording((error as Error).message, { cause: error });
    }
  }
}

/** Another core may run another number of steps. One that cannot be told is taken at its word. */
function checkCore({ info }: Recording, runtime: Runtime): void {
  const { coreHash } = runtime.pool;
  const isKnown = (hash: string) => /[^0]/.test(hash);
  if (isKnown(info.coreHash) && isKnown(coreHash) && info.coreHash !== coreHash) {
    badRecording('it was made with another core');
  }
}
