/** Records a Vm: its state now, and everything that goes into it from then on. */
import { H_ANSWER, H_CLOCK, R_ANSWER } from '../../assembly/memory-map';
import { Answer, Inbox } from '../../assembly/messages';
import type { Lease } from '../runtime/leases';
import type { Engine } from '../vm/engine';
import { VmError, type VmErrorCode } from '../vm/errors';
import { type AnswerKind, type InboxEntry, Placed } from '../vm/inbox';
import type { RegionObserver } from '../vm/observer';
import type { Limits } from '../vm/options';
import { answerBytes } from '../vm/region';
import { engineOf, modulesOf, Vm } from '../vm/vm';
import type { CancelCode } from './host-state';
import { type Answered, type Input, InputWriter, type Room } from './inputs';
import { Recording } from './recording';

/** A place in the run of a Vm: at one step count and one number of inputs there is exactly one state. */
export interface Position {
  /** Steps that the Vm has run. */
  readonly step: number;
  /** Inputs that have gone in since the recording began. */
  readonly sequence: number;
}

export interface RecorderOptions {
  /** With the bytecode, or with its SHA-256 only: then the replay is given the program. Modules that come later are always recorded. Default 'embed'. */
  code?: 'embed' | 'reference';
  /** Bytes of inputs; one more ends the recording. Default 256 MiB. */
  maxBytes?: number;
}

const DEFAULT_MAX_BYTES = 256 * 1024 * 1024;

/**
 * Records a Vm from its present state on, until `stop`. What is recorded is what goes into the Vm: calls, cancels, answers of capabilities, readings
 * of the host's clock, changed limits, later modules. That is all that its state depends on (docs/recording.md). A Vm that is not recorded
 * pays nothing for it.
 */
export class Recorder {
  readonly vm: Vm;
  readonly #log: Log;

  /**
   * @throws VmError VM_BUSY when the Vm is being recorded already, and as `vm.snapshot` does: NO_ENTRY when no program is loaded yet, TERMINATED;
   * RangeError that names a bad option
   */
  constructor(vm: Vm, options: RecorderOptions = {}) {
    if (!(vm instanceof Vm)) throw new TypeError('a Recorder takes a Vm');
    const maxBytes = checkOptions(options);
    const engine = engineOf(vm);
    if (engine.observer !== undefined) throw new VmError('VM_BUSY', 'it is being recorded');
    this.vm = vm;
    const { bytes } = vm.snapshot({ code: options.code ?? 'embed' });
    this.#log = new Log(vm, engine, bytes, maxBytes);
  }

  /** False after `stop`, when the Vm has ended or was restored, or when there were too many inputs. */
  get isRecording(): boolean {
    return this.#log.isOpen;
  }

  /** Where the Vm is now; where it was when the recording ended. */
  get position(): Position {
    return this.#log.position();
  }

  /** Ends the recording, unless it has ended by itself, and gives it. The Vm goes on. */
  stop(): Recording {
    return this.#log.close();
  }
}

/** @throws RangeError */
function checkOptions(options: RecorderOptions): number {
  for (const name of Object.keys(options)) {
    if (name !== 'code' && name !== 'maxBytes') {
      throw new RangeError(`there is no option ${name} of a Recorder`);
    }
  }
  const { maxBytes = DEFAULT_MAX_BYTES } = options;
  if (!(Number.isInteger(maxBytes) && maxBytes >= 0 && maxBytes <= 0x7fffffff)) {
    throw new RangeError(`option maxBytes must be a number of bytes, not ${String(maxBytes)}`);
  }
  return maxBytes;
}

class Log implements RegionObserver {
  isOpen = true;
  readonly #vm: Vm;
  readonly #engine: Engine;
  readonly #snapshot: Uint8Array;
  readonly #coreHash: string;
  readonly #maxBytes: number;
  readonly #inputs: InputWriter;
  #count = 0;
  #lastStep: number;
  /** What a replay knows of the numbers that only the host keeps. */
  #lastTask: number;
  #foreign: number;
  #calls: number;
  #clock: number;
  /** Units that are linked. */
  #units: number;
  #recording: Recording | undefined;

  constructor(vm: Vm, engine: Engine, snapshot: Uint8Array, maxBytes: number) {
    this.#vm = vm;
    this.#engine = engine;
    this.#snapshot = snapshot;
    this.#coreHash = vm.runtime.pool.coreHash;
    this.#maxBytes = maxBytes;
    this.#lastTask = engine.lastTask;
    this.#foreign = engine.foreign.size;
    this.#calls = engine.calls.total;
    this.#clock = engine.header()!.f64(H_CLOCK);
    this.#units = engine.image!.units.length;
    this.#lastStep = engine.header()!.steps();
    this.#inputs = new InputWriter(this.#lastStep);
    engine.observer = this;
  }

  position(): Position {
    this.image();
    return { step: this.#lastStep, sequence: this.#count };
  }

  close(): Recording {
    this.image();
    this.#end();
    this.#recording ??= Recording.fromParts({
      coreHash: this.#coreHash,
      snapshot: this.#snapshot,
      inputs: this.#inputs.bytes(),
      count: this.#count,
      lastStep: this.#lastStep,
    });
    return this.#recording;
  }

  #end(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.#engine.observer = undefined;
  }

  #add(input: Input): void {
    if (!this.isOpen) return;
    const { lastTask, foreign } = this.#engine;
    const known = input.kind === 'start' ? Math.max(this.#lastTask, input.id) : this.#lastTask;
    if (lastTask !== known || foreign.size !== this.#foreign) {
      this.#append({ kind: 'numbers', lastTask, foreign: foreign.size });
    }
    this.#append(input);
    this.#lastTask = lastTask;
    this.#foreign = foreign.size;
  }

  #append(input: Input): void {
    this.#lastStep = this.#engine.header()!.steps();
    this.#inputs.append(this.#lastStep, input);
    this.#count++;
    if (this.#inputs.length > this.#maxBytes) this.#end();
  }

  // ---- What goes in ----

  entry({ kind, id, extra, message }: InboxEntry, placed: Placed): void {
    const room = rooms[placed];
    if (kind !== Inbox.START) {
      this.#add({ kind: 'settle', id, failed: kind === Inbox.ANSWER_THROW, message, room });
      return;
    }
    const { maxSteps, hostCallsLeft } = this.#engine.tasks.get(id)!;
    this.#add({
      kind: 'start',
      id,
      global: extra,
      maxSteps,
      hostCallsLeft,
      message: message!,
      room,
    });
  }

  answered(lease: Lease): void {
    this.#answer(answerIn(lease), 'found');
  }

  answerWanted(kind: AnswerKind, message: Uint8Array, placed: Placed): void {
    this.#answer({ how: kind === Answer.THROW ? 'throw' : 'message', message }, rooms[placed]);
  }

  #answer(answer: Answered, room: Room): void {
    const { total } = this.#engine.calls;
    this.#add({ kind: 'answer', answer, isCounted: total !== this.#calls, room });
    if (room === 'found') this.#calls = total;
  }

  cancelled(id: number, code: CancelCode, placed: Placed): void {
    this.#add({ kind: 'cancel', id, code, room: rooms[placed] });
  }

  clock(value: number): void {
    if (value === this.#clock) return;
    this.#clock = value;
    this.#add({ kind: 'clock', value });
  }

  limits(limits: Limits, maxHeapBytes: number | undefined): void {
    const { maxStackBytes, maxTasks, maxMessageBytes, maxMessageValues } = limits;
    this.#add({
      kind: 'limits',
      limits: { maxHeapBytes, maxStackBytes, maxTasks, maxMessageBytes, maxMessageValues },
    });
  }

  grown(): void {
    const image = this.#engine.image!;
    const { main, entries, units, hash } = modulesOf(this.#vm).codeOf(image);
    const added = units.slice(this.#units - 1);
    this.#units = image.units.length;
    this.#add({ kind: 'modules', modules: { main, entries, units: added, hash } });
  }

  startGone(id: number): void {
    this.#add({ kind: 'gone', id });
  }

  image(): void {
    if (!this.isOpen) return;
    const { lastTask, foreign } = this.#engine;
    if (lastTask !== this.#lastTask || foreign.size !== this.#foreign) {
      this.#append({ kind: 'numbers', lastTask, foreign: foreign.size });
      this.#lastTask = lastTask;
      this.#foreign = foreign.size;
    }
    this.#lastStep = this.#engine.header()!.steps();
  }

  over(code: VmErrorCode | undefined): void {
    if (code !== undefined) this.#add({ kind: 'end', code });
    else this.image();
    this.#end();
  }
}

const rooms: Record<Placed, Room> = {
  [Placed.DONE]: 'found',
  [Placed.COLLECTING]: 'made',
  [Placed.REFUSED]: 'none',
};

/** How the region's call was answered. */
function answerIn(lease: Lease): Answered {
  switch (lease.u32[H_ANSWER >>> 2]) {
    case Answer.VALUE:
      return { how: 'value', slot: lease.bytes.slice(R_ANSWER, R_ANSWER + 8) };
    case Answer.MESSAGE:
      return { how: 'message', message: answerBytes(lease) };
    case Answer.THROW:
      return { how: 'throw', message: answerBytes(lease) };
    case Answer.PROMISE:
      return { how: 'promise' };
    default:
      return { how: 'refused' };
  }
}
