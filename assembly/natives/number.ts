/** Natives of the number family; ids from 300: Math, conversions, tests. Formatting and parsing are in number-text.ts. */
import { stringLength } from '../heap/strings';
import * as math from '../math';
import { H_RANDOM, R_RESULT } from '../memory-map';
import { LibraryHelper } from '../names';
import { toInt32, toUint32 } from '../numbers/convert';
import { toNumber } from '../operators';
import { DONE, THROW, argument, charge, delegate, succeed } from '../protocol';
import {
  boxBool,
  boxInt,
  boxNumber,
  isNumber,
  isObject,
  isString,
  numberValue,
  pointer,
} from '../value';
import { NumberNative } from './number-rows';
import { parseFloatOf, parseIntOf, toDigits, toText } from './number-text';
import { newWrapper, wrapperValue } from './wrappers';

export { NumberNative, numberNatives } from './number-rows';

const MAX_SAFE_INTEGER: f64 = 9007199254740991;

/** Hands the call to the library helper of a native, which converts objects. */
export function slowPath(native: i32): i32 {
  return delegate(LibraryHelper.MATH_ABS + (native - NumberNative.ABS));
}

/** ToIntegerOrInfinity of a number. */
// @ts-ignore: decorator
@inline
function integer(value: f64): f64 {
  // + 0 turns -0 into 0.
  return value == value ? trunc(value) + 0 : 0;
}

export function callNumberNative(id: i32, frame: u32, count: i32): i32 {
  switch (id) {
    case NumberNative.MAX:
    case NumberNative.MIN:
      return extreme(id, frame, count);
    case NumberNative.HYPOT:
      return hypotenuse(frame, count);
    case NumberNative.RANDOM:
      return succeed(boxNumber(math.nextRandom(H_RANDOM)));
    case NumberNative.TO_STRING:
      return toText(frame, count);
    case NumberNative.TO_FIXED:
    case NumberNative.TO_EXPONENTIAL:
    case NumberNative.TO_PRECISION:
      return toDigits(id, frame, count);
    case NumberNative.PARSE_FLOAT:
      return parseFloatOf(frame, count);
    case NumberNative.PARSE_INT:
      return parseIntOf(frame, count);
    case NumberNative.NEW_WRAPPER:
      return newWrapper(argument(frame, count, 0), argument(frame, count, 1));
    case NumberNative.WRAPPER_VALUE:
      return wrapperValue(argument(frame, count, 0));
    default:
      break;
  }
  const first = argument(frame, count, 0);
  if (id >= NumberNative.IS_NAN && id <= NumberNative.IS_SAFE_INTEGER) {
    return succeed(boxBool(isNumber(first) && passes(id, numberValue(first))));
  }
  if (id < NumberNative.RANDOM && isObject(first)) return slowPath(id);
  const code = toNumber(first);
  if (code != DONE) return code;
  const x = numberValue(load<u64>(R_RESULT));
  switch (id) {
    case NumberNative.ATAN2:
    case NumberNative.IMUL:
    case NumberNative.POW: {
      const second = argument(frame, count, 1);
      if (isObject(second)) return slowPath(id);
      const converted = toNumber(second);
      if (converted != DONE) return converted;
      const y = numberValue(load<u64>(R_RESULT));
      if (id == NumberNative.IMUL) return succeed(boxInt(math.imul(toInt32(x), toInt32(y))));
      return succeed(boxNumber(id == NumberNative.POW ? math.pow(x, y) : math.atan2(x, y)));
    }
    case NumberNative.CLZ32:
      return succeed(boxInt(math.clz32(toUint32(x))));
    case NumberNative.IS_NAN_GLOBAL:
      return succeed(boxBool(x != x));
    case NumberNative.IS_FINITE_GLOBAL:
      return succeed(boxBool(x - x == 0));
    case NumberNative.TO_INTEGER:
      return succeed(boxNumber(integer(x)));
    case NumberNative.TO_LENGTH:
      return succeed(boxNumber(max<f64>(0, min<f64>(integer(x), MAX_SAFE_INTEGER)) + 0));
    default:
      return succeed(boxNumber(ofOne(id, x)));
  }
}

function passes(id: i32, x: f64): bool {
  switch (id) {
    case NumberNative.IS_NAN:
      return x != x;
    case NumberNative.IS_FINITE:
      return x - x == 0;
    case NumberNative.IS_INTEGER:
      return x - x == 0 && trunc(x) == x;
    default:
      return trunc(x) == x && abs(x) <= MAX_SAFE_INTEGER;
  }
}

/** The functions of Math that take one number. */
function ofOne(id: i32, x: f64): f64 {
  switch (id) {
    case NumberNative.ABS:
      return abs(x);
    case NumberNative.ACOS:
      return math.acos(x);
    case NumberNative.ACOSH:
      return math.acosh(x);
    case NumberNative.ASIN:
      return math.asin(x);
    case NumberNative.ASINH:
      return math.asinh(x);
    case NumberNative.ATAN:
      return math.atan(x);
    case NumberNative.ATANH:
      return math.atanh(x);
    case NumberNative.CBRT:
      return math.cbrt(x);
    case NumberNative.CEIL:
      return ceil(x);
    case NumberNative.COS:
      return math.cos(x);
    case NumberNative.COSH:
      return math.cosh(x);
    case NumberNative.EXP:
      return math.exp(x);
    case NumberNative.EXPM1:
      return math.expm1(x);
    case NumberNative.FLOOR:
      return floor(x);
    case NumberNative.FROUND:
      return math.fround(x);
    case NumberNative.LOG:
      return math.log(x);
    case NumberNative.LOG1P:
      return math.log1p(x);
    case NumberNative.LOG10:
      return math.log10(x);
    case NumberNative.LOG2:
      return math.log2(x);
    case NumberNative.ROUND:
      return math.round(x);
    case NumberNative.SIGN:
      return math.sign(x);
    case NumberNative.SIN:
      return math.sin(x);
    case NumberNative.SINH:
      return math.sinh(x);
    case NumberNative.SQRT:
      return sqrt(x);
    case NumberNative.TAN:
      return math.tan(x);
    case NumberNative.TANH:
      return math.tanh(x);
    default:
      return trunc(x);
  }
}

/** Units of the texts among the arguments that one call reads. */
const MOST_READ: u32 = 32768;

/** Must the library convert the arguments: is there an object among them, or much text? */
function areForLibrary(frame: u32, count: i32): bool {
  let units: u32 = 0;
  for (let i = 0; i < count; i++) {
    const value = argument(frame, count, i);
    if (isNumber(value)) continue;
    if (isObject(value)) return true;
    if (isString(value)) units += stringLength(pointer(value));
    if (units > MOST_READ) return true;
  }
  return false;
}

/** Math.max and Math.min of any number of arguments. */
function extreme(id: i32, frame: u32, count: i32): i32 {
  if (areForLibrary(frame, count)) return slowPath(id);
  let result: f64 = id == NumberNative.MAX ? -Infinity : Infinity;
  for (let i = 0; i < count; i++) {
    const code = toNumber(argument(frame, count, i));
    if (code != DONE) return code;
    const number = numberValue(load<u64>(R_RESULT));
    result = id == NumberNative.MAX ? math.maximum(result, number) : math.minimum(result, number);
  }
  charge(<u32>count >>> 3);
  return succeed(boxNumber(result));
}

/** Math.hypot: the square root of a compensated sum of squares, scaled by the largest (as V8 does it). */
function hypotenuse(frame: u32, count: i32): i32 {
  if (areForLibrary(frame, count)) return slowPath(NumberNative.HYPOT);
  let largest: f64 = 0;
  let isNaN = false;
  for (let i = 0; i < count; i++) {
    const code = toNumber(argument(frame, count, i));
    if (code != DONE) return code;
    const size = abs(numberValue(load<u64>(R_RESULT)));
    if (size != size) isNaN = true;
    else largest = max(largest, size);
  }
  charge(<u32>count >>> 2);
  if (largest == Infinity) return succeed(boxNumber(Infinity));
  if (isNaN) return succeed(boxNumber(NaN));
  if (largest == 0) return succeed(boxInt(0));
  let sum: f64 = 0;
  let lost: f64 = 0;
  for (let i = 0; i < count; i++) {
    toNumber(argument(frame, count, i));
    const part = numberValue(load<u64>(R_RESULT)) / largest;
    const term = part * part - lost;
    const next = sum + term;
    lost = next - sum - term;
    sum = next;
  }
  return succeed(boxNumber(sqrt(sum) * largest));
}
