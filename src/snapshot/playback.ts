/** A Vm at a place of a recording, which goes forward. */
import {
  H_MAX_HEAP,
  H_MAX_MESSAGE_BYTES,
  H_MAX_MESSAGE_VALUES,
  H_MAX_STACK_BYTES,
  H_MAX_TASKS,
  Status,
} from '../../assembly/memory-map';
import type { Runtime } from '../runtime/runtime';
import type { Engine } from '../vm/engine';
import { DivergenceError, VmError } from '../vm/errors';
import type { Limits } from '../vm/options';
import type { ParkedImage } from '../vm/parking';
import type { VerifiedSnapshot } from '../vm/snapshots';
import { engineOf, restoreState, takeState, Vm } from '../vm/vm';
import { InputReader, type PlacedInput } from './inputs';
import { Entrance, OutOfPlace, placeholder, StubCapabilities } from './put-in';
import { badRecording, type Recording } from './recording';

/** A place of a recording, to come back to. */
export interface Checkpoint {
  readonly step: number;
  readonly sequence: number;
  /** Where the next input begins, and the step of the one before. */
  readonly at: number;
  readonly lastInput: number;
  /** Was the call that the Vm waits in counted? */
  readonly isCounted: boolean;
  readonly state: VerifiedSnapshot;
}

const MAX_RUN = 0x7fffffff;

export class Playback {
  readonly vm: Vm;
  /** Inputs that have gone in. */
  sequence: number;
  /** The input that comes next, undefined behind the last. */
  next: PlacedInput | undefined;
  readonly #engine: Engine;
  readonly #entrance: Entrance;
  readonly #reader: InputReader;
  readonly #lastStep: number;
  /** Where `next` begins, and the step of the input before it. */
  #at: number;
  #lastInput: number;

  /** @throws VmError BAD_RECORDING when the state has limits that no Vm has */
  constructor(recording: Recording, from: Checkpoint, runtime: Runtime) {
    const { host, parked, code } = from.state;
    const stubs = new StubCapabilities();
    stubs.add(code.image.imports);
    const { capabilities } = stubs;
    this.vm = newVm({ ...limitsOf(parked), capabilities, runtime });
    // A time-out is an input of the recording, when it comes.
    const tasks = host.tasks.map(({ timeoutMs, ...task }) => task);
    restoreState(
      this.vm,
      { host: { ...host, tasks }, parked: parked.fork(), code },
      { pendingCalls: 'hold', foreign: placeholder, capabilities },
    );
    this.#engine = engineOf(this.vm);
    // It runs by nobody but this.
    void this.#engine.pause();
    this.#entrance = new Entrance(this.vm, stubs, from.isCounted);
    this.sequence = from.sequence;
    this.#at = from.at;
    this.#lastInput = from.lastInput;
    this.#lastStep = recording.info.lastStep;
    this.#reader = new InputReader(recording.inputBytes, from.at, from.lastInput);
    this.next = this.#reader.next();
  }

  get step(): number {
    return this.#engine.header()?.steps() ?? this.#engine.lastSteps;
  }

  get isOver(): boolean {
    return this.#engine.isOver;
  }

  /** To be restored here again. */
  checkpoint(): Checkpoint {
    return {
      step: this.step,
      sequence: this.sequence,
      at: this.#at,
      lastInput: this.#lastInput,
      isCounted: this.#entrance.isCounted,
      state: takeState(this.vm),
    };
  }

  /** Runs to the first boundary at or beyond `target`. @throws DivergenceError */
  run(target: number): void {
    while (this.step < target) {
      if (this.isOver) this.#diverge('the Vm has ended', this.#engine.overReason);
      const call = this.#engine.calls.pending.current;
      if (call !== undefined) this.#diverge(`the call of ${call.name} has no answer`);
      const status = this.#inCore((lease) => {
        const entered = this.#engine.enter(lease, Math.min(target - this.step, MAX_RUN));
        if (entered === Status.HOST_CALL) {
          this.#entrance.isCounted = this.#engine.calls.note(lease);
        }
        return entered;
      });
      if (status === Status.IDLE && this.step < target) {
        this.#diverge('the Vm has nothing to do, and the recording goes on');
      }
    }
    if (this.next === undefined && this.step > this.#lastStep) {
      this.#diverge(`the recording ends at step ${this.#lastStep}`);
    }
  }

  /** Puts the next input in, which must be due. @throws DivergenceError; VmError BAD_RECORDING */
  putNext(): void {
    const { step, input } = this.next!;
    if (step !== this.step) {
      this.#diverge(`the recording has the input '${input.kind}' at step ${step}`);
    }
    try {
      if (this.isOver) this.#entrance.checkEnd(input);
      else this.#inCore((lease) => this.#entrance.put(lease, input));
    } catch (error) {
      if (error instanceof OutOfPlace) this.#diverge(`the input '${input.kind}': ${error.message}`);
      if (error instanceof VmError) badRecording(error.message, { cause: error });
      throw error;
    }
    this.sequence++;
    this.#at = this.#reader.at;
    this.#lastInput = step;
    this.next = this.#reader.next();
  }

  /** Does something in the region; when the core fails at it, the Vm ends as any other does. */
  #inCore<T>(action: (lease: NonNullable<ReturnType<Engine['resident']>>) => T): T | undefined {
    try {
      const lease = this.#engine.resident();
      return lease === undefined ? undefined : action(lease);
    } catch (error) {
      if (error instanceof OutOfPlace || error instanceof VmError) throw error;
      this.#engine.fault(error);
      return undefined;
    }
  }

  #diverge(reason: string, cause?: unknown): never {
    const options = cause === undefined ? undefined : { cause };
    throw new DivergenceError(this.step, this.sequence, reason, options);
  }
}

/** The limits that the core has in an image. */
export function limitsOf(image: ParkedImage): Omit<Limits, 'maxStepBudget' | 'timeoutMs'> {
  return {
    maxHeapBytes: image.f64(H_MAX_HEAP),
    maxStackBytes: image.u32(H_MAX_STACK_BYTES),
    maxTasks: image.u32(H_MAX_TASKS),
    maxMessageBytes: image.u32(H_MAX_MESSAGE_BYTES),
    maxMessageValues: image.u32(H_MAX_MESSAGE_VALUES),
  };
}

function newVm(options: ConstructorParameters<typeof Vm>[0]): Vm {
  try {
    return new Vm(options);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return badRecording(error.message, { cause: error });
  }
}
