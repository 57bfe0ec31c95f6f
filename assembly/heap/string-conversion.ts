/** Primitive values to strings and back. */
import { LONG_NUMBER } from '../numbers/long-text-state';
import { SCRATCH } from '../memory-map';
import { KnownKey } from '../names';
import { arrayIndexOfString } from '../numbers/array-index';
import { formatNumber } from '../numbers/format';
import { stringToNumber } from '../numbers/parse';
import { RETRY, charge, knownString, succeed } from '../protocol';
import {
  FALSE,
  NULL,
  TRUE,
  UNDEFINED,
  boxNumber,
  boxString,
  isNumber,
  isString,
  numberValue,
} from '../value';
import { WORK_CHUNK, endWork } from '../work-kinds';
import { reserve } from './allocate';
import { longNumber, longText, longTextLength } from './long-numbers';
import { flatString, startFlatten } from './ropes';
import { throwSymbolToString } from './string-errors';
import {
  characterBytes,
  characterString,
  characters,
  is16Bit,
  makeLatin1FromScratch,
  stringLength,
} from './flat-strings';

/** Longest text of a number in radix ten, as an object. */
const NUMBER_TEXT_BYTES: u32 = 16 + 32;

/** ToString of a number. Result code. */
export function numberToString(value: f64): i32 {
  const digit = <u32>value;
  // Not for -0: it prints as 0 too, so nothing is lost.
  if (<f64>digit == value && digit < 10) return succeed(boxString(characterString(48 + digit)));
  if (!reserve(NUMBER_TEXT_BYTES)) return RETRY;
  return succeed(boxString(makeLatin1FromScratch(formatNumber(value, SCRATCH))));
}

/** ToString of any value that is not an object. Result code. */
export function primitiveToString(value: u64): i32 {
  if (isString(value)) return succeed(value);
  if (isNumber(value)) return numberToString(numberValue(value));
  if (value == UNDEFINED) return succeed(knownString(KnownKey.UNDEFINED));
  if (value == NULL) return succeed(knownString(KnownKey.NULL));
  if (value == TRUE) return succeed(knownString(KnownKey.TRUE));
  if (value == FALSE) return succeed(knownString(KnownKey.FALSE));
  return throwSymbolToString();
}

/** ToNumber of any string: the number boxed in R_RESULT. Result code. */
export function stringToNumberResult(address: u32): i32 {
  const flat = flatString(address);
  if (flat == 0) return startFlatten(address);
  if (characterBytes(flat) <= WORK_CHUNK) return succeed(boxNumber(stringToNumberValue(flat)));
  const answer = longNumber(flat, LONG_NUMBER, 0);
  if (answer == 0) return RETRY;
  const value = stringToNumber(longText(answer), longTextLength(answer), 0, SCRATCH);
  endWork();
  return succeed(boxNumber(value));
}

/** Longest text of a number that is read with arithmetic of machine words, whatever its digits. */
const SHORT_NUMERAL: u32 = 16;
/** Steps of the comparison of a longer one with the midpoint of two doubles. */
const MIDPOINT_STEPS: u32 = 12;

/** Charges the reading of a number from so many units. */
export function chargeNumeral(units: u32): void {
  charge((units >>> 4) + (units > SHORT_NUMERAL ? MIDPOINT_STEPS : 0));
}

/** ToNumber of a flat string. Work by the unit: beyond WORK_CHUNK use `stringToNumberResult`. */
export function stringToNumberValue(flat: u32): f64 {
  chargeNumeral(stringLength(flat));
  return stringToNumber(characters(flat), stringLength(flat), is16Bit(flat), SCRATCH);
}

/** The array index that a flat string spells canonically, 0xFFFFFFFF when none. */
// @ts-ignore: decorator
@inline
export function arrayIndexOf(flat: u32): u32 {
  return arrayIndexOfString(characters(flat), stringLength(flat), is16Bit(flat));
}
