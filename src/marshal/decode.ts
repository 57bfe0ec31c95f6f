/**
 * Guest → host: builds a JavaScript value from a message (assembly/marshal/format.ts draws the format).
 * The bytes come from a region that may be damaged or hostile: every length is checked against what is left before anything
 * is made of it, nothing recurses, and keys become own properties whatever their names.
 */
import {
  ERROR_CAUSE,
  ERROR_FRAMES,
  ERROR_STACK,
  MESSAGE_HEADER,
  MESSAGE_REFERENCES,
  Tag,
} from '../../assembly/marshal/format';
import { hidden, MarshalError } from '../vm/errors';
import type { ForeignTable } from './foreign';
import type { MessageLimits } from './limits';
import { readLatin1, readUtf16 } from './text';

/** What numbers in a message stand for, outside of it. */
export interface DecodeContext {
  readonly foreign?: ForeignTable;
  /** The line of a stack that shows a code address; undefined when it is not shown. */
  frame?(address: number): string | undefined;
}

const enum Kind {
  ARRAY,
  /** Keys that no prototype knows: assigning defines. */
  RECORD,
  /** Keys such as `__proto__` or `toString`, which must be defined. */
  DEFINED,
  MAP,
  SET,
}

interface Shape {
  keys: string[];
  kind: Kind.RECORD | Kind.DEFINED;
}

/** A container whose children are being read. */
interface Frame {
  kind: Kind;
  target: unknown;
  keys: readonly string[];
  index: number;
  length: number;
  /** MAP: the key whose value comes next. */
  key: unknown;
}

/** Errors of these names are made by their own constructors. */
const errorConstructors: Readonly<Record<string, ErrorConstructor>> = {
  Error,
  EvalError,
  RangeError,
  ReferenceError,
  SyntaxError,
  TypeError,
  URIError,
};
const empty = new Uint8Array(0);
const emptyView = new DataView(empty.buffer);
const nothing: DecodeContext = {};
const NO_KEYS: readonly string[] = [];
const KEPT_FRAMES = 1000;
/** Marks an absent element. */
const HOLE = Symbol('hole');

class Decoder {
  #bytes: Uint8Array = empty;
  #view: DataView = emptyView;
  #at = 0;
  #end = 0;
  #values = 0;
  #shapes: Shape[] = [];
  /** Objects by number; kept only when the message has references. */
  #objects: object[] | undefined;
  readonly #frames: Frame[] = [];
  #depth = 0;
  #context: DecodeContext = nothing;

  decode(
    bytes: Uint8Array,
    view: DataView,
    start: number,
    length: number,
    limits: MessageLimits,
    context: DecodeContext,
  ): unknown {
    if (length > limits.maxMessageBytes) {
      const reason = `the message is larger than maxMessageBytes (${limits.maxMessageBytes})`;
      throw new MarshalError('MESSAGE_TOO_LARGE', '', reason);
    }
    if (start + length > bytes.length || length <= MESSAGE_HEADER) bad('it has no value');
    const values = view.getUint32(start + 4, true);
    if (values > limits.maxMessageValues) {
      const reason = `the message has more values than maxMessageValues (${limits.maxMessageValues})`;
      throw new MarshalError('MESSAGE_TOO_LARGE', '', reason);
    }
    this.#bytes = bytes;
    this.#view = view;
    this.#at = start + MESSAGE_HEADER;
    this.#end = start + length;
    this.#values = values;
    this.#depth = 0;
    this.#context = context;
    this.#objects = view.getUint32(start, true) & MESSAGE_REFERENCES ? [] : undefined;
    try {
      const value = this.#read();
      if (value === HOLE) bad('a hole outside of an array');
      while (this.#depth > 0) this.#children(this.#frames[this.#depth - 1]!);
      if (this.#at !== this.#end) bad('bytes are left over');
      return value;
    } finally {
      this.#forget();
    }
  }

  #forget(): void {
    this.#bytes = empty;
    this.#view = emptyView;
    if (this.#shapes.length > 0) this.#shapes = [];
    this.#objects = undefined;
    this.#context = nothing;
    if (this.#frames.length > KEPT_FRAMES) this.#frames.length = 0;
    for (const frame of this.#frames) {
      if (frame.target === undefined) break;
      frame.target = undefined;
      frame.key = undefined;
      frame.keys = NO_KEYS;
    }
  }

  /** Reads children of the innermost container until one is a container itself, or none is left. */
  #children(frame: Frame): void {
    const depth = this.#depth;
    const { length, keys } = frame;
    switch (frame.kind) {
      case Kind.ARRAY: {
        const array = frame.target as unknown[];
        while (frame.index < length) {
          const index = frame.index++;
          const value = this.#read();
          if (value !== HOLE) array[index] = value;
          else array.length = index + 1;
          if (this.#depth !== depth) return;
        }
        break;
      }
      case Kind.RECORD: {
        const record = frame.target as Record<string, unknown>;
        while (frame.index < length) {
          const key = keys[frame.index++]!;
          const value = this.#read();
          if (value === HOLE) bad('a hole outside of an array');
          record[key] = value;
          if (this.#depth !== depth) return;
        }
        break;
      }
      case Kind.DEFINED:
        while (frame.index < length) {
          const key = keys[frame.index++]!;
          const value = this.#read();
          if (value === HOLE) bad('a hole outside of an array');
          if (key === 'cause' && frame.target instanceof Error) hidden(frame.target, key, value);
          else define(frame.target as object, key, value);
          if (this.#depth !== depth) return;
        }
        break;
      default:
        while (frame.index < length) {
          const value = this.#read();
          if (value === HOLE) bad('a hole outside of an array');
          if (frame.kind === Kind.SET) (frame.target as Set<unknown>).add(value);
          else if ((frame.index & 1) === 0) frame.key = value;
          else (frame.target as Map<unknown, unknown>).set(frame.key, value);
          frame.index++;
          if (this.#depth !== depth) return;
        }
    }
    this.#depth--;
  }

  /** The next value; of a container the empty container, which is pushed to be filled. */
  #read(): unknown {
    if (this.#values-- <= 0) bad('it has more values than it says');
    const bytes = this.#bytes;
    if (this.#at >= this.#end) bad('it ends too early');
    switch (bytes[this.#at++]) {
      case Tag.UNDEFINED:
        return undefined;
      case Tag.NULL:
        return null;
      case Tag.FALSE:
        return false;
      case Tag.TRUE:
        return true;
      case Tag.HOLE:
        return HOLE;
      case Tag.INT8:
        return (bytes[this.#take(1)]! << 24) >> 24;
      case Tag.INT32:
        return this.#view.getInt32(this.#take(4), true);
      case Tag.FLOAT64:
        return this.#view.getFloat64(this.#take(8), true);
      case Tag.STRING:
        return this.#text();
      case Tag.REFERENCE: {
        const number = this.#length();
        if (this.#objects === undefined || number >= this.#objects.length) {
          bad('a reference to an object that it does not have');
        }
        return this.#objects[number];
      }
      case Tag.ARRAY: {
        const array: unknown[] = [];
        this.#push(Kind.ARRAY, array, NO_KEYS, this.#listLength());
        return array;
      }
      case Tag.RECORD: {
        const shape = this.#shapes[this.#length()];
        if (shape === undefined) bad('a shape that it does not have');
        return this.#record(shape);
      }
      case Tag.SHAPE:
        return this.#record(this.#shape());
      case Tag.MAP: {
        const map = new Map();
        const entries = this.#length();
        if (entries * 2 > this.#end - this.#at) bad('it ends too early');
        this.#push(Kind.MAP, map, NO_KEYS, entries * 2);
        return map;
      }
      case Tag.SET: {
        const set = new Set();
        this.#push(Kind.SET, set, NO_KEYS, this.#listLength());
        return set;
      }
      case Tag.DATE:
        return this.#object(new Date(this.#view.getFloat64(this.#take(8), true)));
      case Tag.BYTES: {
        const length = this.#length();
        const start = this.#take(length);
        return this.#object(bytes.slice(start, start + length));
      }
      case Tag.BIGINT:
        return this.#bigint();
      case Tag.ERROR:
        return this.#error();
      case Tag.FOREIGN: {
        const number = this.#length();
        const { foreign } = this.#context;
        const object = foreign?.objectAt(number);
        if (object === undefined) {
          if (foreign?.isDead(number)) dead(number);
          bad('a foreign object that the host does not have');
        }
        return this.#object(object);
      }
      default:
        bad('an unknown tag');
    }
  }

  /** Moves on by so many bytes; the place of the first. */
  #take(count: number): number {
    const start = this.#at;
    if (count > this.#end - start) bad('it ends too early');
    this.#at = start + count;
    return start;
  }

  #length(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.#bytes[this.#take(1)]!;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) {
        if (shift === 28 && byte > 15) break;
        return value >>> 0;
      }
    }
    bad('a length above 32 bits');
  }

  /** The number of children of a list: each takes at least a byte. */
  #listLength(): number {
    const count = this.#length();
    if (count > this.#end - this.#at) bad('it ends too early');
    return count;
  }

  #text(): string {
    const length = this.#length();
    const units = length >>> 1;
    if ((length & 1) === 0) return readLatin1(this.#bytes, this.#take(units), units);
    return readUtf16(this.#bytes, this.#take(units * 2), units);
  }

  #keys(): string[] {
    const count = this.#listLength();
    const keys: string[] = [];
    for (let index = 0; index < count; index++) keys.push(this.#text());
    return keys;
  }

  #shape(): Shape {
    const keys = this.#keys();
    const known = keys.some((key) => key in Object.prototype);
    const shape: Shape = { keys, kind: known ? Kind.DEFINED : Kind.RECORD };
    this.#shapes.push(shape);
    return shape;
  }

  #record({ keys, kind }: Shape): object {
    const record = {};
    this.#push(kind, record, keys, keys.length);
    return record;
  }

  #object<T extends object>(object: T): T {
    this.#objects?.push(object);
    return object;
  }

  #push(kind: Kind, target: object, keys: readonly string[], length: number): void {
    this.#objects?.push(target);
    if (length === 0) return;
    const frame = this.#frames[this.#depth];
    if (frame === undefined) {
      this.#frames[this.#depth] = { kind, target, keys, index: 0, length, key: undefined };
    } else {
      frame.kind = kind;
      frame.target = target;
      frame.keys = keys;
      frame.index = 0;
      frame.length = length;
      frame.key = undefined;
    }
    this.#depth++;
  }

  #bigint(): bigint {
    const length = this.#length();
    const start = this.#take(length >>> 1);
    let digits = '';
    for (let at = start + (length >>> 1) - 1; at >= start; at--) {
      digits += this.#bytes[at]!.toString(16).padStart(2, '0');
    }
    const magnitude = digits === '' ? 0n : BigInt(`0x${digits}`);
    return length & 1 ? -magnitude : magnitude;
  }

  /** The stack behind code addresses, a line each. */
  #frameLines(): string {
    const count = this.#length();
    const start = this.#take(count * 4);
    const lines: string[] = [];
    for (let index = 0; index < count; index++) {
      const line = this.#context.frame?.(this.#view.getUint32(start + index * 4, true));
      if (line !== undefined) lines.push(line);
    }
    return lines.join('\n');
  }

  #error(): Error {
    const parts = this.#bytes[this.#take(1)]!;
    const name = this.#text();
    const message = this.#text();
    const stack =
      parts & ERROR_STACK ? this.#text() : parts & ERROR_FRAMES ? this.#frameLines() : '';
    const maker = Object.hasOwn(errorConstructors, name) ? errorConstructors[name]! : Error;
    const error = withoutTrace(() => new maker(message));
    if (name !== maker.name) hidden(error, 'name', name);
    const head = message === '' ? name : `${name}: ${message}`;
    hidden(error, 'stack', stack === '' ? head : `${head}\n${stack}`);
    const keys = this.#keys();
    if (parts & ERROR_CAUSE) keys.unshift('cause');
    this.#push(Kind.DEFINED, error, keys, keys.length);
    return error;
  }
}

/** The host's own stack says nothing here, and capturing it costs more than all the rest. */
function withoutTrace(make: () => Error): Error {
  const limit = Error.stackTraceLimit;
  try {
    Error.stackTraceLimit = 0;
  } catch {
    return make(); // A hardened realm.
  }
  try {
    return make();
  } finally {
    Error.stackTraceLimit = limit;
  }
}

function define(target: object, key: string, value: unknown): void {
  Object.defineProperty(target, key, {
    value,
    writable: true,
    enumerable: true,
    configurable: true,
  });
}

function dead(number: number): never {
  const reason = `foreign object ${number} was not bound again when the Vm was restored`;
  throw new MarshalError('DEAD_FOREIGN', '', reason);
}

function bad(reason: string): never {
  throw new MarshalError('BAD_MESSAGE', '', `the message is damaged: ${reason}`);
}

const decoder = new Decoder();

/**
 * Builds the value that a message describes. Runs no code but its own, so the one decoder of this thread is never entered twice.
 * @param bytes holds the message in [start, start + length); `view` shows the same buffer from the same offset
 * @throws MarshalError when the message is larger than the limits or damaged
 */
export function decodeMessageAt(
  bytes: Uint8Array,
  view: DataView,
  start: number,
  length: number,
  limits: MessageLimits,
  context: DecodeContext,
): unknown {
  return decoder.decode(bytes, view, start, length, limits, context);
}

/** The same for a message in a byte array of its own. */
export function decodeMessage(
  bytes: Uint8Array,
  limits: MessageLimits,
  context: DecodeContext = nothing,
): unknown {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return decoder.decode(bytes, view, 0, bytes.length, limits, context);
}
