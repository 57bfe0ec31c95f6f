/**
 * The inputs of a Vm, in the order in which they went into its region, as bytes (docs/recording.md). Little-endian; a *count* is a number in
 * groups of seven bits, the lowest first, the eighth bit set in all but the last.
 *
 *   u8   low five bits the kind (enum Kind), and flags: 128 a count follows, the steps since the input before (else none);
 *        64 there was no room (RegionObserver), 64 and 32 there was none to be made; 32 alone the call was not counted
 *   …    what the kind says; texts and messages are a count and so many bytes
 */
import { isVmErrorCode, type VmErrorCode } from '../vm/errors';
import { fromHex, toHex } from './format';
import { type CancelCode, cancelCodes } from './host-state';

/** How a synchronous call was answered. */
export type Answered =
  /** With a number, boolean, undefined or null: the eight bytes of its slot. */
  | { readonly how: 'value'; readonly slot: Uint8Array }
  | { readonly how: 'message' | 'throw'; readonly message: Uint8Array }
  | { readonly how: 'promise' | 'refused' };

/** There was room for it; there was none, and memory was made; that has brought none. */
export type Room = 'found' | 'made' | 'none';

/** Something that went into a region. */
export type Input =
  | {
      readonly kind: 'start';
      readonly id: number;
      /** Offset of the function among the globals, or NO_ENTRY. */
      readonly global: number;
      readonly maxSteps: number;
      readonly hostCallsLeft: number;
      readonly message: Uint8Array;
      readonly room: Room;
    }
  | {
      /** Of a call that gave the guest a Promise. */
      readonly kind: 'settle';
      readonly id: number;
      readonly failed: boolean;
      /** Undefined: the out-of-memory error of the core. */
      readonly message: Uint8Array | undefined;
      readonly room: Room;
    }
  | {
      /** Of the call that the Vm waited in. */
      readonly kind: 'answer';
      readonly answer: Answered;
      readonly isCounted: boolean;
      readonly room: Room;
    }
  | {
      readonly kind: 'cancel';
      readonly id: number;
      readonly code: CancelCode;
      readonly room: Room;
    }
  | { readonly kind: 'clock'; readonly value: number }
  | { readonly kind: 'limits'; readonly limits: RegionLimits }
  | { readonly kind: 'modules'; readonly modules: LaterModules }
  /** A Task that ended before the region had it. */
  | { readonly kind: 'gone'; readonly id: number }
  /** Numbers that only the host keeps: of the last Task, of foreign objects given out. */
  | { readonly kind: 'numbers'; readonly lastTask: number; readonly foreign: number }
  /** The Vm ended, with this code of VmError. */
  | { readonly kind: 'end'; readonly code: VmErrorCode };

export type InputKind = Input['kind'];

/** Limits that the core knows. */
export interface RegionLimits {
  /** Undefined: not changed. */
  readonly maxHeapBytes: number | undefined;
  readonly maxStackBytes: number;
  readonly maxTasks: number;
  readonly maxMessageBytes: number;
  readonly maxMessageValues: number;
}

/** What was linked later. */
export interface LaterModules {
  /** As in CodeState: of all that is linked now. */
  readonly main: number;
  readonly entries: readonly number[];
  /** Bytecode of the units that were not linked before. */
  readonly units: readonly Uint8Array[];
  /** Of the whole program, as in a snapshot. */
  readonly hash: string;
}

/** An input, and the step count at which it went in. */
export interface PlacedInput {
  readonly step: number;
  readonly input: Input;
}

const enum Kind {
  NONE,
  START,
  RESOLVE,
  REJECT,
  REJECT_OUT_OF_MEMORY,
  VALUE,
  MESSAGE,
  THROW,
  PROMISE,
  REFUSED,
  CANCEL,
  CLOCK,
  LIMITS,
  MODULES,
  GONE,
  NUMBERS,
  END,
}

const KIND_MASK = 31;
const FLAG_UNCOUNTED = 32;
const FLAG_NO_ROOM = 64;
const FLAG_LATER = 128;
const SLOT_BYTES = 8;
const FIRST_CAPACITY = 1024;
const HASH_BYTES = 32;

// ---- Writing ----

export class InputWriter {
  #bytes = new Uint8Array(FIRST_CAPACITY);
  #view = new DataView(this.#bytes.buffer);
  #at = 0;
  #step: number;

  /** @param step at which the recording begins */
  constructor(step: number) {
    this.#step = step;
  }

  /** Bytes written. */
  get length(): number {
    return this.#at;
  }

  /** A copy of what was written. */
  bytes(): Uint8Array {
    return this.#bytes.slice(0, this.#at);
  }

  /** Appends an input that went in at `step`, no earlier than the one before. */
  append(step: number, input: Input): void {
    const later = step - this.#step;
    this.#step = step;
    this.#reserve(16);
    const flags = flagsOf(input) | (later > 0 ? FLAG_LATER : 0);
    this.#u8(kindOf(input) | flags);
    if (later > 0) this.#count(later);
    this.#payload(input);
  }

  #payload(input: Input): void {
    switch (input.kind) {
      case 'start':
        this.#count(input.id);
        this.#count(input.global);
        this.#f64(input.maxSteps);
        this.#f64(input.hostCallsLeft);
        this.#block(input.message);
        return;
      case 'settle':
        this.#count(input.id);
        if (input.message !== undefined) this.#block(input.message);
        return;
      case 'answer':
        if (input.answer.how === 'value') this.#raw(input.answer.slot);
        else if ('message' in input.answer) this.#block(input.answer.message);
        return;
      case 'cancel':
        this.#count(input.id);
        this.#count(cancelCodes.indexOf(input.code));
        return;
      case 'clock':
        this.#f64(input.value);
        return;
      case 'limits':
        for (const name of limitNames) this.#count(input.limits[name] ?? 0);
        return;
      case 'modules':
        this.#modules(input.modules);
        return;
      case 'gone':
        this.#count(input.id);
        return;
      case 'numbers':
        this.#count(input.lastTask);
        this.#count(input.foreign);
        return;
      case 'end':
        this.#block(new TextEncoder().encode(input.code));
    }
  }

  #modules({ main, entries, units, hash }: LaterModules): void {
    this.#raw(fromHex(hash));
    this.#count(main + 1);
    this.#count(entries.length);
    for (const entry of entries) this.#count(entry);
    this.#count(units.length);
    for (const unit of units) this.#block(unit);
  }

  #u8(value: number): void {
    this.#bytes[this.#at++] = value;
  }

  #f64(value: number): void {
    this.#reserve(8);
    this.#view.setFloat64(this.#at, value, true);
    this.#at += 8;
  }

  #count(value: number): void {
    this.#reserve(8);
    let rest = value;
    while (rest >= 128) {
      this.#u8((rest % 128) + 128);
      rest = Math.floor(rest / 128);
    }
    this.#u8(rest);
  }

  #block(bytes: Uint8Array): void {
    this.#count(bytes.length);
    this.#raw(bytes);
  }

  #raw(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#at);
    this.#at += bytes.length;
  }

  #reserve(bytes: number): void {
    const needed = this.#at + bytes;
    if (needed <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
    larger.set(this.#bytes.subarray(0, this.#at));
    this.#bytes = larger;
    this.#view = new DataView(larger.buffer);
  }
}

const limitNames = [
  'maxHeapBytes',
  'maxStackBytes',
  'maxTasks',
  'maxMessageBytes',
  'maxMessageValues',
] as const;

function kindOf(input: Input): Kind {
  switch (input.kind) {
    case 'start':
      return Kind.START;
    case 'settle':
      if (!input.failed) return Kind.RESOLVE;
      return input.message === undefined ? Kind.REJECT_OUT_OF_MEMORY : Kind.REJECT;
    case 'answer':
      return answerKinds[input.answer.how];
    case 'cancel':
      return Kind.CANCEL;
    case 'clock':
      return Kind.CLOCK;
    case 'limits':
      return Kind.LIMITS;
    case 'modules':
      return Kind.MODULES;
    case 'gone':
      return Kind.GONE;
    case 'numbers':
      return Kind.NUMBERS;
    case 'end':
      return Kind.END;
  }
}

const answerKinds: Record<Answered['how'], Kind> = {
  value: Kind.VALUE,
  message: Kind.MESSAGE,
  throw: Kind.THROW,
  promise: Kind.PROMISE,
  refused: Kind.REFUSED,
};

function flagsOf(input: Input): number {
  if ('room' in input && input.room !== 'found') {
    return FLAG_NO_ROOM | (input.room === 'none' ? FLAG_UNCOUNTED : 0);
  }
  return input.kind === 'answer' && !input.isCounted ? FLAG_UNCOUNTED : 0;
}

// ---- Reading ----

/** The bytes are none that an InputWriter wrote. */
export class BadInputs extends Error {}

function bad(reason: string): never {
  throw new BadInputs(reason);
}

/** A number of steps or calls, or Infinity. */
const isLimit = (value: number): boolean =>
  value >= 0 && (value === Number.POSITIVE_INFINITY || Number.isInteger(value));

export class InputReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at: number;
  #step: number;

  /** @param at where an input begins  @param step of the input before, or at which the recording begins */
  constructor(bytes: Uint8Array, at: number, step: number) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#at = at;
    this.#step = step;
  }

  /** Where the next input begins. */
  get at(): number {
    return this.#at;
  }

  /** The next input, undefined at the end; its messages are views of the bytes. @throws BadInputs */
  next(): PlacedInput | undefined {
    if (this.#at === this.#bytes.length) return undefined;
    const head = this.#u8();
    if (head & FLAG_LATER) {
      const later = this.#count();
      if (later === 0) bad('an input is no steps later');
      this.#step += later;
      if (!Number.isSafeInteger(this.#step)) bad('an input comes after all steps');
    }
    const kind: Kind = head & KIND_MASK;
    return { step: this.#step, input: this.#input(kind, head) };
  }

  #input(kind: Kind, head: number): Input {
    const takesRoom =
      kind <= Kind.CANCEL && kind !== Kind.VALUE && kind !== Kind.PROMISE && kind !== Kind.REFUSED;
    const isFlagged = (head & FLAG_UNCOUNTED) !== 0;
    let room: Room = 'found';
    if (head & FLAG_NO_ROOM) {
      if (!takesRoom) bad('an input takes no room and finds none');
      room = isFlagged ? 'none' : 'made';
    }
    const isAnswer = kind >= Kind.VALUE && kind <= Kind.REFUSED;
    const isCounted = !isFlagged || room === 'none';
    if (!isCounted && !isAnswer) bad('an input is not counted');
    const answer = (answered: Answered): Input => ({
      kind: 'answer',
      answer: answered,
      isCounted,
      room,
    });
    switch (kind) {
      case Kind.START:
        return this.#start(room);
      case Kind.RESOLVE:
      case Kind.REJECT:
      case Kind.REJECT_OUT_OF_MEMORY: {
        const id = this.#id();
        const message = kind === Kind.REJECT_OUT_OF_MEMORY ? undefined : this.#block();
        return { kind: 'settle', id, failed: kind !== Kind.RESOLVE, message, room };
      }
      case Kind.VALUE:
        return answer({ how: 'value', slot: this.#raw(SLOT_BYTES) });
      case Kind.MESSAGE:
        return answer({ how: 'message', message: this.#block() });
      case Kind.THROW:
        return answer({ how: 'throw', message: this.#block() });
      case Kind.PROMISE:
        return answer({ how: 'promise' });
      case Kind.REFUSED:
        return answer({ how: 'refused' });
      case Kind.CANCEL: {
        const id = this.#id();
        const code = cancelCodes[this.#count()] ?? bad('a Task is cancelled for no reason');
        return { kind: 'cancel', id, code, room };
      }
      case Kind.CLOCK: {
        const value = this.#f64();
        if (!(value >= 0 && value < Number.POSITIVE_INFINITY)) bad('the clock shows no time');
        return { kind: 'clock', value };
      }
      case Kind.LIMITS:
        return this.#limits();
      case Kind.MODULES:
        return { kind: 'modules', modules: this.#modules() };
      case Kind.GONE:
        return { kind: 'gone', id: this.#id() };
      case Kind.NUMBERS:
        return { kind: 'numbers', lastTask: this.#id(), foreign: this.#id() };
      case Kind.END: {
        const code = new TextDecoder().decode(this.#block());
        if (!isVmErrorCode(code)) bad('the Vm ends for no reason');
        return { kind: 'end', code };
      }
      default:
        return bad(`there is no input of kind ${kind}`);
    }
  }

  #start(room: Room): Input {
    const id = this.#id();
    const global = this.#count();
    const maxSteps = this.#f64();
    const hostCallsLeft = this.#f64();
    if (!(isLimit(maxSteps) && isLimit(hostCallsLeft))) bad('a Task has odd limits');
    return {
      kind: 'start',
      id,
      global,
      maxSteps,
      hostCallsLeft,
      message: this.#block(),
      room,
    };
  }

  #limits(): Input {
    const heap = this.#count();
    const [maxStackBytes, maxTasks, maxMessageBytes, maxMessageValues] = [
      this.#count(),
      this.#count(),
      this.#count(),
      this.#count(),
    ];
    const maxHeapBytes = heap === 0 ? undefined : heap;
    return {
      kind: 'limits',
      limits: { maxHeapBytes, maxStackBytes, maxTasks, maxMessageBytes, maxMessageValues },
    };
  }

  #modules(): LaterModules {
    const hash = toHex(this.#raw(HASH_BYTES));
    const main = this.#count() - 1;
    const entries = this.#list(() => this.#count());
    return { hash, main, entries, units: this.#list(() => this.#block()) };
  }

  #list<T>(item: () => T): T[] {
    // Each takes a byte at least.
    const count = this.#count();
    if (count > this.#bytes.length - this.#at) bad('it is truncated');
    return Array.from({ length: count }, item);
  }

  #id(): number {
    const id = this.#count();
    if (id > 0x7fffffff) bad(`there is no number ${id}`);
    return id;
  }

  #u8(): number {
    return this.#bytes[this.#at++] ?? bad('it is truncated');
  }

  #f64(): number {
    this.#need(8);
    this.#at += 8;
    return this.#view.getFloat64(this.#at - 8, true);
  }

  #count(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.#u8();
      value += (byte & 127) * scale;
      if (value > Number.MAX_SAFE_INTEGER || scale > 2 ** 56) bad('a number is too large');
      if (byte < 128) return value;
    }
  }

  #block(): Uint8Array {
    return this.#raw(this.#count());
  }

  #raw(bytes: number): Uint8Array {
    this.#need(bytes);
    this.#at += bytes;
    return this.#bytes.subarray(this.#at - bytes, this.#at);
  }

  #need(bytes: number): void {
    if (bytes > this.#bytes.length - this.#at) bad('it is truncated');
  }
}
