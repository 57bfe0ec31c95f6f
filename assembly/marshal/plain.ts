/**
 * Messages of plain values only, written and read in one go: numbers, special values and short flat strings.
 * Most host calls have no others, and cost little else.
 */
import { allocate, reserve } from '../heap/allocate';
import {
  allocateLatin1,
  characterString,
  characters,
  copyBytes,
  emptyStringAddress,
  is16Bit,
  isFlat,
  latin1Bytes,
  stringLength,
} from '../heap/strings';
import { MESSAGE_DATA, MESSAGE_USED } from '../messages';
import {
  CANONICAL_NAN,
  FALSE,
  NULL,
  TRUE,
  UNDEFINED,
  boxInt,
  boxInternal,
  boxString,
  isNumber,
  isSymbol,
  isString,
  isObject,
  pointer,
} from '../value';
import { putLength } from './buffer';
import { putNumber, specialTag } from './encode';
import { MESSAGE_HEADER, Tag } from './format';
import { KIND_RAW } from '../layouts';

/** Most values, and longest string, that are treated as plain. */
const MOST_VALUES: u32 = 8;
const LONGEST: u32 = 60;
const LARGEST: u32 = MESSAGE_DATA + MESSAGE_HEADER + 2 + MOST_VALUES * (LONGEST + 2);

/** What `writePlain` gives for values it leaves to encode.ts, and when memory must be made. */
export const NOT_PLAIN: u64 = 0;
export const PLAIN_RETRY: u64 = 1;

// @ts-ignore: decorator
@inline
function isPlain(value: u64): bool {
  if (isNumber(value)) return true;
  if (isString(value)) {
    const text = pointer(value);
    return isFlat(text) && !is16Bit(text) && stringLength(text) <= LONGEST;
  }
  return !isObject(value) && !isSymbol(value);
}

/** The message of an array of `count` values at `values` (or of the one value when `single`), boxed; NOT_PLAIN or PLAIN_RETRY. */
export function writePlain(values: u32, count: u32, single: bool): u64 {
  if (count > MOST_VALUES) return NOT_PLAIN;
  const end = values + (count << 3);
  let bytes: u32 = MESSAGE_DATA + MESSAGE_HEADER + 2;
  for (let slot = values; slot < end; slot += 8) {
    const value = load<u64>(slot);
    if (!isPlain(value)) return NOT_PLAIN;
    bytes += isString(value) ? 2 + stringLength(pointer(value)) : 9;
  }
  bytes = (bytes + 7) & ~7;
  if (!reserve(bytes)) return PLAIN_RETRY;
  const message = allocate(bytes, KIND_RAW, 0);
  store<u32>(message, 0, MESSAGE_DATA);
  store<u32>(message, single ? 1 : count + 1, MESSAGE_DATA + 4);
  let cursor = message + MESSAGE_DATA + MESSAGE_HEADER;
  if (!single) {
    store<u8>(cursor, Tag.ARRAY);
    store<u8>(cursor, <u8>count, 1);
    cursor += 2;
  }
  for (let slot = values; slot < end; slot += 8) {
    const value = load<u64>(slot);
    if (isNumber(value)) cursor = putNumber(cursor, value);
    else if (isString(value)) {
      const text = pointer(value);
      const length = stringLength(text);
      store<u8>(cursor, Tag.STRING);
      cursor = putLength(cursor + 1, length << 1);
      copyBytes(cursor, characters(text), length);
      cursor += length;
    } else store<u8>(cursor++, <u8>specialTag(value));
  }
  store<u32>(message, cursor - message - MESSAGE_DATA, MESSAGE_USED);
  // Room that was not needed: images hold it.
  memory.fill(cursor, 0, message + bytes - cursor);
  return boxInternal(message);
}

/** What `readPlain` gives for messages it leaves to decode.ts, and when memory must be made: no values of the guest. */
export const READ_NOT_PLAIN: u64 = 0xfff9000000000005;
export const READ_RETRY: u64 = 0xfff9000000000004;

/** The value of a message that is a single plain one. */
export function readPlainMessage(message: u32): u64 {
  const cursor = message + MESSAGE_DATA + MESSAGE_HEADER;
  const used = load<u32>(message, MESSAGE_USED);
  if (used < MESSAGE_HEADER + 1) unreachable();
  switch (<i32>load<u8>(cursor)) {
    case Tag.UNDEFINED:
      return UNDEFINED;
    case Tag.NULL:
      return NULL;
    case Tag.FALSE:
      return FALSE;
    case Tag.TRUE:
      return TRUE;
    case Tag.INT8:
      return used < MESSAGE_HEADER + 2 ? READ_NOT_PLAIN : boxInt(<i32>load<i8>(cursor, 1));
    case Tag.INT32:
      return used < MESSAGE_HEADER + 5 ? READ_NOT_PLAIN : boxInt(load<i32>(cursor, 1));
    case Tag.FLOAT64: {
      if (used < MESSAGE_HEADER + 9) return READ_NOT_PLAIN;
      const number = load<f64>(cursor, 1);
      return number == number ? reinterpret<u64>(number) : CANONICAL_NAN;
    }
    case Tag.STRING: {
      const length = <u32>load<u8>(cursor, 1);
      // Longer ones, and those of wide units, have a length of more than a byte or an odd one.
      if (length & 1 || length > 0x7f || used < MESSAGE_HEADER + 2 + (length >>> 1))
        return READ_NOT_PLAIN;
      const units = length >>> 1;
      if (units < 2)
        return boxString(units == 0 ? emptyStringAddress() : characterString(load<u8>(cursor, 2)));
      if (!reserve(latin1Bytes(units))) return READ_RETRY;
      const text = allocateLatin1(units);
      copyBytes(characters(text), cursor + 2, units);
      return boxString(text);
    }
    default:
      return READ_NOT_PLAIN;
  }
}
