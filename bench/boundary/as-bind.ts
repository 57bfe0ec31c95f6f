/**
 * as-bind 0.8.2 over modules of AssemblyScript 0.28: its converters replaced by ones that know
 * today's layouts. The ids of strings and buffers have moved since the version it was made for
 * (String 1 → 2, ArrayBuffer 0 → 1), and so has the table of array types, which is not needed when
 * the element type is read from the type's name.
 *
 * ```
 * every object     −8 u32 class id   −4 u32 bytes
 * String           UTF-16 units
 * ArrayBuffer      bytes
 * typed array      +0 buffer   +4 data start   +8 byte length
 * Array<T>         +0 buffer   +4 data start   +8 byte length   +12 length
 * ```
 *
 * A new object may be collected at the next allocation unless it is pinned or reachable.
 */
import runtime, { type AsBindInstance, type Converter } from 'as-bind/dist/as-bind.cjs.js';

const STRING = '~lib/string/String';
const ARRAY_BUFFER_ID = 1;
const STRING_ID = 2;
const TYPED_ARRAY_BYTES = 12;
const ARRAY_BYTES = 16;
/** Longer texts are decoded by TextDecoder, which costs more to start. */
const SHORT_TEXT = 192;

/** Refuses lone surrogates, which it could only replace. */
const utf16 = new TextDecoder('utf-16le', { fatal: true, ignoreBOM: true });

function decode(units: Uint16Array): string {
  if (units.length > SHORT_TEXT) {
    try {
      return utf16.decode(units);
    } catch {
      let decoded = '';
      for (let i = 0; i < units.length; i += 1024) {
        decoded += String.fromCharCode(...units.subarray(i, i + 1024));
      }
      return decoded;
    }
  }
  return String.fromCharCode(...units);
}

const bufferOf = (instance: AsBindInstance) => instance.exports.memory.buffer;
const u32 = (instance: AsBindInstance) => new Uint32Array(bufferOf(instance));

const text: Converter = {
  jsToAsc(instance, value) {
    const source = value as string;
    const address = instance.exports.__new(source.length << 1, STRING_ID);
    const units = new Uint16Array(bufferOf(instance), address, source.length);
    for (let i = 0; i < source.length; i++) units[i] = source.charCodeAt(i);
    return address;
  },
  ascToJs(instance, address) {
    if (address === 0) return null;
    const bytes = new Uint32Array(bufferOf(instance), address - 4, 1)[0] ?? 0;
    return decode(new Uint16Array(bufferOf(instance), address, bytes >>> 1));
  },
};

const elementTypes: Record<string, new (buffer: ArrayBuffer, at: number, length: number) => Cells> =
  {
    i8: Int8Array,
    u8: Uint8Array,
    i16: Int16Array,
    u16: Uint16Array,
    i32: Int32Array,
    u32: Uint32Array,
    f32: Float32Array,
    f64: Float64Array,
  };

type Cells =
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | Float64Array;

/** A buffer of the given size, pinned until `release` is called. */
function newBuffer(instance: AsBindInstance, bytes: number): number {
  return instance.exports.__pin(instance.exports.__new(bytes, ARRAY_BUFFER_ID));
}

/** The header of an array or typed array over a pinned buffer, which it then keeps alive. */
function newView(
  instance: AsBindInstance,
  type: string,
  headerBytes: number,
  buffer: number,
  byteLength: number,
): number {
  const view = instance.exports.__new(headerBytes, instance.getTypeId(type));
  const words = u32(instance);
  words[view >>> 2] = buffer;
  words[(view >>> 2) + 1] = buffer;
  words[(view >>> 2) + 2] = byteLength;
  instance.exports.__unpin(buffer);
  return view;
}

const bytes: Converter = {
  jsToAsc(instance, value, type) {
    const source = value as Uint8Array;
    const buffer = newBuffer(instance, source.length);
    new Uint8Array(bufferOf(instance), buffer, source.length).set(source);
    return newView(instance, type, TYPED_ARRAY_BYTES, buffer, source.length);
  },
  /** A copy: a view would show what the module writes there later. */
  ascToJs(instance, address) {
    const words = u32(instance);
    const start = words[(address >>> 2) + 1] ?? 0;
    return new Uint8Array(bufferOf(instance)).slice(
      start,
      start + (words[(address >>> 2) + 2] ?? 0),
    );
  },
};

const ARRAY = /^~lib\/array\/Array<(.+)>$/;

function elementTypeOf(type: string): string {
  const element = ARRAY.exec(type)?.[1];
  if (element === undefined) throw new Error(`${type} is no array type`);
  return element;
}

const array: Converter = {
  jsToAsc(instance, value, type) {
    const source = value as unknown[];
    const element = elementTypeOf(type);
    const cells = elementTypes[element];
    if (cells !== undefined) {
      const size =
        cells === Float64Array ? 8 : new cells(new ArrayBuffer(0), 0, 0).BYTES_PER_ELEMENT;
      const buffer = newBuffer(instance, source.length * size);
      new cells(bufferOf(instance), buffer, source.length).set(source as number[]);
      return finishArray(instance, type, buffer, source.length, size);
    }
    if (element !== STRING) throw new Error(`no converter for ${type}`);
    const buffer = newBuffer(instance, source.length * 4);
    new Uint32Array(bufferOf(instance), buffer, source.length).fill(0);
    // Nothing reaches the strings before the array's header does: each is pinned until then.
    const strings = source.map((item) =>
      instance.exports.__pin(text.jsToAsc(instance, item, element)),
    );
    new Uint32Array(bufferOf(instance), buffer, source.length).set(strings);
    const address = finishArray(instance, type, buffer, source.length, 4);
    for (const string of strings) instance.exports.__unpin(string);
    return address;
  },
  ascToJs(instance, address, type) {
    const element = elementTypeOf(type);
    const words = u32(instance);
    const start = words[(address >>> 2) + 1] ?? 0;
    const length = words[(address >>> 2) + 3] ?? 0;
    const cells = elementTypes[element];
    if (cells !== undefined) return Array.from(new cells(bufferOf(instance), start, length));
    if (element !== STRING) throw new Error(`no converter for ${type}`);
    const addresses = Array.from(words.subarray(start >>> 2, (start >>> 2) + length));
    return addresses.map((string) => text.ascToJs(instance, string, element));
  },
};

function finishArray(
  instance: AsBindInstance,
  type: string,
  buffer: number,
  length: number,
  elementBytes: number,
): number {
  const address = newView(instance, type, ARRAY_BYTES, buffer, length * elementBytes);
  u32(instance)[(address >>> 2) + 3] = length;
  return address;
}

function replaceConverters(): void {
  for (const key of runtime.converters.keys()) {
    if (typeof key === 'string' && key.startsWith('~lib/typedarray/')) {
      runtime.converters.delete(key);
    } else if (key instanceof RegExp && key.test('~lib/array/Array<f64>')) {
      runtime.converters.delete(key);
    }
  }
  runtime.converters.set(STRING, text);
  runtime.converters.set('~lib/typedarray/Uint8Array', bytes);
  runtime.converters.set(ARRAY, array);
}

/** Instantiates a helper module whose exports take and give JavaScript values. */
export async function bind(wasm: BufferSource): Promise<AsBindInstance> {
  replaceConverters();
  return runtime.instantiate(wasm);
}
