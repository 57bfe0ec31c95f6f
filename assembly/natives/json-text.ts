/** The texts of primitive values in JSON, for JSON.stringify of the library. */
import { reserve } from '../heap/allocate';
import { sinkBytes, sinkMeasure, sinkPut, sinkUnit, sinkWrite } from '../heap/string-sink';
import { flatString, stringLength } from '../heap/strings';
import { SCRATCH } from '../memory-map';
import { KnownKey } from '../names';
import { formatNumber } from '../numbers/format';
import { RETRY, argument, knownKey, succeed } from '../protocol';
import {
  HOLE,
  TRUE,
  UNDEFINED,
  boxString,
  isBoolean,
  isFunction,
  isNumber,
  isObject,
  isString,
  isSymbol,
  numberValue,
  pointer,
} from '../value';
import { chargeQuoted, putQuoted } from './string-convert';
import { BOUNDED_UNITS } from './string-operands';

/** Where the text of a number is written: behind the state of the sink. */
const NUMBER_TEXT: u32 = SCRATCH + 64;

/** Can the text be made here: is it no object, and no string that is long or still a rope? Flattens, which needs SCRATCH. */
function isReady(value: u64): bool {
  if (!isString(value)) return !isObject(value);
  const flat = flatString(pointer(value));
  return flat != 0 && stringLength(flat) <= BOUNDED_UNITS;
}

function putNumber(value: f64): void {
  if (value - value != 0) {
    putKnown(KnownKey.NULL);
    return;
  }
  const digit = <u32>value;
  if (<f64>digit == value && digit < 10) {
    sinkUnit(48 + digit);
    return;
  }
  const length = <u32>formatNumber(value, NUMBER_TEXT);
  for (let i: u32 = 0; i < length; i++) sinkUnit(load<u8>(NUMBER_TEXT + i));
}

function putKnown(key: i32): void {
  const text = knownKey(key);
  sinkPut(text, 0, stringLength(text));
}

function put(value: u64): void {
  if (isString(value)) putQuoted(flatString(pointer(value)));
  else if (isNumber(value)) putNumber(numberValue(value));
  else if (isBoolean(value)) putKnown(value == TRUE ? KnownKey.TRUE : KnownKey.FALSE);
  else putKnown(KnownKey.NULL);
}

/** Units of a text as it is, not escaped; a number costs what escapes do. */
// @ts-ignore: decorator
@inline
function plainUnits(value: u64): u32 {
  return isString(value) ? stringLength(pointer(value)) : 0;
}

/** Has a value no text at all? */
// @ts-ignore: decorator
@inline
function isNothing(value: u64): bool {
  return value == UNDEFINED || isFunction(value) || isSymbol(value);
}

/** (value) → its text, undefined when it has none, the hole when it is an object or a long string. */
export function jsonText(frame: u32, count: i32): i32 {
  const value = argument(frame, count, 0);
  if (isNothing(value)) return succeed(UNDEFINED);
  if (!isReady(value)) return succeed(HOLE);
  sinkMeasure();
  put(value);
  if (!reserve(sinkBytes())) return RETRY;
  chargeQuoted(plainUnits(value));
  const result = sinkWrite();
  put(value);
  return succeed(boxString(result));
}

function putMember(key: u64, value: u64, spaced: bool): void {
  if (isNumber(key)) {
    sinkUnit(34);
    putNumber(numberValue(key));
    sinkUnit(34);
  } else putQuoted(flatString(pointer(key)));
  sinkUnit(58);
  if (spaced) sinkUnit(32);
  put(value);
}

/** (key, value, spaced) → `"key":value`, undefined when the value has no text, the hole when it is an object or something is long. */
export function jsonMember(frame: u32, count: i32): i32 {
  const key = argument(frame, count, 0);
  const value = argument(frame, count, 1);
  const spaced = argument(frame, count, 2) == TRUE;
  if (isNothing(value)) return succeed(UNDEFINED);
  if (!isReady(value) || !isReady(key)) return succeed(HOLE);
  sinkMeasure();
  putMember(key, value, spaced);
  if (!reserve(sinkBytes())) return RETRY;
  chargeQuoted(plainUnits(key) + plainUnits(value));
  const result = sinkWrite();
  putMember(key, value, spaced);
  return succeed(boxString(result));
}
