/**
 * Host → guest: writes a JavaScript value as a message (assembly/marshal/format.ts draws the format).
 * Walks with a stack of its own, so that no depth of nesting overflows; reads each property once and runs no code of the value's.
 */
import {
  ERROR_CAUSE,
  MESSAGE_HEADER,
  MESSAGE_REFERENCES,
  Tag,
} from '../../assembly/marshal/format';
import { MarshalError } from '../vm/errors';
import { Foreign, type ForeignTable } from './foreign';
import { describeValue, isBuiltIn, isPlainObject, isProxy } from './kinds';
import { DEFAULT_MESSAGE_LIMITS, type MessageLimits } from './limits';
import { ShapeTable } from './shapes';
import { Writer } from './writer';

const enum Kind {
  ARRAY,
  OBJECT,
  MAP,
  SET,
}

/** A container whose children are being written. */
interface Frame {
  kind: Kind;
  /** The array or object; of a Map keys and values in turn; of a Set its values. */
  source: unknown;
  /** OBJECT: the keys. */
  keys: readonly string[];
  /** Children begun. */
  index: number;
  length: number;
}

const { getOwnPropertyDescriptor, keys: ownKeys } = Object;
const { isArray } = Array;
const mapForEach = Map.prototype.forEach;
const setForEach = Set.prototype.forEach;
const getTime = Date.prototype.getTime;
/** More frames than this are not kept for the next message. */
const KEPT_FRAMES = 1000;
const NO_KEYS: readonly string[] = [];
const ERROR_PARTS = new Set(['name', 'message', 'stack', 'cause']);
const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

class Encoder {
  readonly #writer = new Writer(() => this.#path());
  readonly #shapes = new ShapeTable();
  readonly #frames: Frame[] = [];
  #depth = 0;
  /** Objects of this message, by identity. */
  #numbers = new Map<object, number>();
  #references = false;
  #values = 0;
  #maxValues = 0;
  #root = '';
  #foreign: ForeignTable | undefined;
  busy = false;
  #forGuest = false;

  encode(value: unknown, limits: MessageLimits, root: string, foreign?: ForeignTable): Uint8Array {
    this.#forGuest = foreign !== undefined;
    const writer = this.#writer;
    writer.begin(limits.maxMessageBytes);
    writer.at = MESSAGE_HEADER;
    this.#depth = 0;
    this.#references = false;
    this.#values = 0;
    this.#maxValues = limits.maxMessageValues;
    this.#root = root;
    this.#foreign = foreign;
    try {
      this.#value(value);
      while (this.#depth > 0) this.#children(this.#frames[this.#depth - 1]!);
      writer.check();
      writer.u32(0, this.#references ? MESSAGE_REFERENCES : 0);
      writer.u32(4, this.#values);
      return writer.bytes.subarray(0, writer.at);
    } catch (error) {
      if (error instanceof MarshalError) throw error;
      throw new MarshalError('NOT_MARSHALLABLE', this.#path(), 'reading it threw an exception', {
        cause: error,
      });
    } finally {
      this.#forget();
    }
  }

  /** Keeps nothing of the message alive. */
  #forget(): void {
    for (const frame of this.#frames) {
      if (frame.source === undefined) break;
      frame.source = undefined;
      frame.keys = NO_KEYS;
    }
    if (this.#frames.length > KEPT_FRAMES) this.#frames.length = 0;
    if (this.#numbers.size > 0) this.#numbers = new Map();
    this.#shapes.clear();
    this.#foreign = undefined;
  }

  /** Writes children of the innermost container until one is a container itself, or none is left. */
  #children(frame: Frame): void {
    const depth = this.#depth;
    if (frame.kind === Kind.OBJECT) {
      const source = frame.source as object;
      while (frame.index < frame.length) {
        const key = frame.keys[frame.index++]!;
        this.#value(this.#dataValue(source, key));
        if (this.#depth !== depth) return;
      }
    } else if (frame.kind === Kind.ARRAY) {
      const source = frame.source as unknown[];
      while (frame.index < frame.length) {
        const property = getOwnPropertyDescriptor(source, frame.index++);
        if (property === undefined) this.#hole();
        else if (property.get === undefined && property.set === undefined) {
          this.#value(property.value);
        } else this.#refuse('is an accessor');
        if (this.#depth !== depth) return;
      }
    } else {
      const source = frame.source as unknown[];
      while (frame.index < frame.length) {
        this.#value(source[frame.index++]);
        if (this.#depth !== depth) return;
      }
    }
    this.#depth--;
  }

  #dataValue(source: object, key: string): unknown {
    const property = getOwnPropertyDescriptor(source, key);
    if (property === undefined) this.#refuse('is not a property of its own');
    if (property.get !== undefined || property.set !== undefined) this.#refuse('is an accessor');
    return property.value;
  }

  #count(): void {
    if (++this.#values > this.#maxValues) this.#tooMany();
  }

  #tooMany(): never {
    const reason = `the message has more values than maxMessageValues (${this.#maxValues})`;
    throw new MarshalError('MESSAGE_TOO_LARGE', this.#path(), reason);
  }

  #hole(): void {
    this.#count();
    this.#writer.byte(Tag.HOLE);
  }

  #value(value: unknown): void {
    this.#count();
    const writer = this.#writer;
    switch (typeof value) {
      case 'number':
        if ((value | 0) !== value || (value === 0 && 1 / value < 0)) {
          writer.float64(Tag.FLOAT64, value);
        } else if (value >= -128 && value < 128) writer.int8(Tag.INT8, value);
        else writer.int32(Tag.INT32, value);
        return;
      case 'string':
        writer.byte(Tag.STRING);
        writer.text(value);
        return;
      case 'undefined':
        writer.byte(Tag.UNDEFINED);
        return;
      case 'boolean':
        writer.byte(value ? Tag.TRUE : Tag.FALSE);
        return;
      case 'bigint':
        this.#bigint(value);
        return;
      case 'object':
        if (value === null) writer.byte(Tag.NULL);
        else this.#object(value);
        return;
      default:
        this.#refuse(`is ${describeValue(value)}, which cannot be marshalled`);
    }
  }

  #object(value: object): void {
    if (isProxy(value)) this.#refuse('is a Proxy');
    const writer = this.#writer;
    const known = this.#numbers.get(value);
    if (known !== undefined) {
      this.#references = true;
      writer.byte(Tag.REFERENCE);
      writer.length(known);
      return;
    }
    this.#numbers.set(value, this.#numbers.size);
    if (isArray(value)) {
      const { length } = value;
      // Every element takes a byte and counts: what cannot fit is refused before it is read.
      if (length > this.#maxValues - this.#values) this.#tooMany();
      writer.byte(Tag.ARRAY);
      writer.length(length);
      this.#push(Kind.ARRAY, value, NO_KEYS, length);
    } else if (isPlainObject(value)) {
      this.#record(value);
    } else {
      this.#special(value);
    }
  }

  #record(value: object): void {
    const keys = ownKeys(value);
    const writer = this.#writer;
    const shape = this.#shapes.find(keys);
    if (shape !== undefined) {
      writer.byte(Tag.RECORD);
      writer.length(shape);
    } else {
      writer.byte(Tag.SHAPE);
      this.#keys(keys);
      this.#shapes.add(keys);
    }
    if (keys.length > 0) this.#push(Kind.OBJECT, value, keys, keys.length);
  }

  #keys(keys: readonly string[]): void {
    if (keys.length > this.#maxValues - this.#values) this.#tooMany();
    this.#writer.length(keys.length);
    for (const key of keys) this.#writer.text(key);
  }

  #special(value: object): void {
    const writer = this.#writer;
    if (value instanceof Error) this.#error(value);
    else if (value instanceof Uint8Array) {
      this.#notYet('Uint8Array');
      writer.byte(Tag.BYTES);
      writer.length(value.byteLength);
      writer.raw(value);
    } else if (value instanceof Foreign) {
      if (this.#foreign === undefined) this.#refuse('is a foreign object, which has no place here');
      writer.byte(Tag.FOREIGN);
      writer.length(this.#foreign.numberOf(value.object));
    } else if (isBuiltIn(value, 'Map')) this.#map(value as Map<unknown, unknown>);
    else if (isBuiltIn(value, 'Set')) this.#set(value as Set<unknown>);
    else if (isBuiltIn(value, 'Date')) {
      this.#notYet('Date');
      writer.float64(Tag.DATE, getTime.call(value as Date));
    } else this.#refuse(`is ${describeValue(value)}, which cannot be marshalled`);
  }

  #map(map: Map<unknown, unknown>): void {
    const items: unknown[] = [];
    mapForEach.call(map, (item, key) => items.push(key, item));
    this.#writer.byte(Tag.MAP);
    this.#writer.length(items.length / 2);
    this.#push(Kind.MAP, items, NO_KEYS, items.length);
  }

  #set(set: Set<unknown>): void {
    const items: unknown[] = [];
    setForEach.call(set, (item) => items.push(item));
    this.#writer.byte(Tag.SET);
    this.#writer.length(items.length);
    this.#push(Kind.SET, items, NO_KEYS, items.length);
  }

  /** Name, message, cause and own enumerable properties. The stack of a host error stays on the host. */
  #error(error: Error): void {
    const writer = this.#writer;
    const keys = ownKeys(error).filter((key) => !ERROR_PARTS.has(key));
    const cause = getOwnPropertyDescriptor(error, 'cause');
    writer.byte(Tag.ERROR);
    writer.byte(cause === undefined ? 0 : ERROR_CAUSE);
    writer.text(this.#errorText(error, 'name', 'Error'));
    writer.text(this.#errorText(error, 'message', ''));
    this.#keys(keys);
    const values = cause === undefined ? keys : ['cause', ...keys];
    if (values.length > 0) this.#push(Kind.OBJECT, error, values, values.length);
  }

  #errorText(error: Error, key: 'name' | 'message', otherwise: string): string {
    const property = getOwnPropertyDescriptor(error, key);
    if (property !== undefined && property.get !== undefined) {
      this.#refuse(`has an accessor for ${key}`);
    }
    const text = property === undefined ? error[key] : property.value;
    return typeof text === 'string' ? text : otherwise;
  }

  #bigint(value: bigint): void {
    this.#notYet('bigint');
    const negative = value < 0n;
    const digits = (negative ? -value : value).toString(16);
    const length = (digits.length + 1) >> 1;
    const writer = this.#writer;
    writer.byte(Tag.BIGINT);
    writer.length(length * 2 + (negative ? 1 : 0));
    writer.room(length);
    for (let end = digits.length; end > 0; end -= 2) {
      writer.byte(Number.parseInt(digits.slice(Math.max(0, end - 2), end), 16));
    }
  }

  #push(kind: Kind, source: unknown, keys: readonly string[], length: number): void {
    if (length === 0) return;
    const frame = this.#frames[this.#depth];
    if (frame === undefined) this.#frames[this.#depth] = { kind, source, keys, index: 0, length };
    else {
      frame.kind = kind;
      frame.source = source;
      frame.keys = keys;
      frame.index = 0;
      frame.length = length;
    }
    this.#depth++;
  }

  #refuse(reason: string): never {
    throw new MarshalError('NOT_MARSHALLABLE', this.#path(), reason);
  }

  /** The format has it, guests have it not (docs/limitations.md). */
  #notYet(kind: string): void {
    if (this.#forGuest) this.#refuse(`is a ${kind}, which cannot be passed to a guest yet`);
  }

  /** Where the value being written lies, as a JavaScript expression. */
  #path(): string {
    let path = this.#root;
    for (let depth = 0; depth < this.#depth; depth++) {
      const frame = this.#frames[depth]!;
      const index = frame.index - 1;
      if (index < 0) break;
      if (frame.kind === Kind.ARRAY) path += `[${index}]`;
      else if (frame.kind === Kind.SET) path += `.values()[${index}]`;
      else if (frame.kind === Kind.MAP) path += `.entries()[${index >> 1}][${index & 1}]`;
      else {
        const key = frame.keys[index]!;
        path += IDENTIFIER.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
      }
      if (path.length > MAX_PATH_UNITS) return `${path.slice(0, MAX_PATH_UNITS)}…`;
    }
    return path;
  }
}

const MAX_PATH_UNITS = 400;

/** The encoder of this thread. Only where a Proxy goes unrecognised can the value's code run inside and need another. */
const shared = new Encoder();

/**
 * Writes a value as a message. The bytes are valid until the next message is written.
 * @param root what the value is called in the path of an error, for instance `args`
 * @param foreign the foreign objects of the Vm that the message is for
 * @throws MarshalError when a part of it cannot cross the boundary, or it is larger than the limits
 */
export function encodeMessage(
  value: unknown,
  limits: MessageLimits,
  root: string,
  foreign?: ForeignTable,
): Uint8Array {
  const encoder = shared.busy ? new Encoder() : shared;
  encoder.busy = true;
  try {
    return encoder.encode(value, limits, root, foreign);
  } finally {
    encoder.busy = false;
  }
}

/** The message of a call without arguments: no limit is below it. */
const noArguments = encodeMessage([], DEFAULT_MESSAGE_LIMITS, 'args').slice();

/** Writes the arguments of a call as a message, as `encodeMessage` does. */
export function encodeArguments(
  args: readonly unknown[],
  limits: MessageLimits,
  foreign: ForeignTable,
): Uint8Array {
  return args.length === 0 ? noArguments : encodeMessage(args, limits, 'args', foreign);
}
