/** Numbers to text and back: toString with a radix, toFixed and its like, parseFloat and parseInt. */
import { reserve } from '../heap/allocate';
import {
  characters,
  chargeNumeral,
  flatString,
  is16Bit,
  latin1Bytes,
  makeLatin1FromScratch,
  numberToString,
  startFlatten,
  stringLength,
} from '../heap/strings';
import { FRAME_THIS, R_RESULT, SCRATCH } from '../memory-map';
import { LibraryHelper } from '../names';
import { toInt32 } from '../numbers/convert';
import { formatExponential, formatFixed, formatPrecision, formatRadix } from '../numbers/format';
import { FORMAT_RADIX_BYTES } from '../numbers/format-radix';
import { parseFloatPrefix, parseIntPrefix } from '../numbers/parse';
import { toNumber } from '../operators';
import { DONE, RETRY, argument, charge, delegate, succeed } from '../protocol';
import {
  UNDEFINED,
  boxNumber,
  boxString,
  isNumber,
  isObject,
  isString,
  numberValue,
  pointer,
} from '../value';
import { NumberNative } from './number-rows';
import { BOUNDED_UNITS } from './string-operands';

/** Longest text of toFixed, toExponential, toPrecision; the formatters compute behind it. */
const DIGITS_TEXT: u32 = 128;

function slowPath(native: i32): i32 {
  return delegate(LibraryHelper.MATH_ABS + (native - NumberNative.ABS));
}

/** Number.prototype.toString. */
export function toText(frame: u32, count: i32): i32 {
  const value = load<u64>(frame, FRAME_THIS);
  const radixValue = argument(frame, count, 0);
  if (!isNumber(value) || !(radixValue == UNDEFINED || isNumber(radixValue)))
    return slowPath(NumberNative.TO_STRING);
  const radix = radixValue == UNDEFINED ? 10 : trunc(numberValue(radixValue));
  if (radix == 10) return numberToString(numberValue(value));
  if (!(radix >= 2 && radix <= 36)) return slowPath(NumberNative.TO_STRING);
  if (!reserve(latin1Bytes(FORMAT_RADIX_BYTES))) return RETRY;
  const length = formatRadix(numberValue(value), <i32>radix, SCRATCH);
  charge(<u32>length >>> 3);
  return succeed(boxString(makeLatin1FromScratch(length)));
}

/** toFixed, toExponential, toPrecision with a digit count in range. */
export function toDigits(native: i32, frame: u32, count: i32): i32 {
  const value = load<u64>(frame, FRAME_THIS);
  const given = argument(frame, count, 0);
  if (!isNumber(value) || !(given == UNDEFINED || isNumber(given))) return slowPath(native);
  const number = numberValue(value);
  let digits: f64 = given == UNDEFINED ? 0 : trunc(numberValue(given));
  if (digits != digits) digits = 0;
  if (given == UNDEFINED && native == NumberNative.TO_PRECISION) return numberToString(number);
  const isFinite = number - number == 0;
  if (!isFinite && native != NumberNative.TO_FIXED) return numberToString(number);
  const least: f64 = native == NumberNative.TO_PRECISION ? 1 : 0;
  if (!(digits >= least && digits <= 100)) return slowPath(native);
  if (!reserve(latin1Bytes(DIGITS_TEXT))) return RETRY;
  const scratch = SCRATCH + DIGITS_TEXT;
  let length: i32;
  if (native == NumberNative.TO_FIXED) length = formatFixed(number, <i32>digits, SCRATCH, scratch);
  else if (native == NumberNative.TO_PRECISION)
    length = formatPrecision(number, <i32>digits, SCRATCH, scratch);
  else {
    const shown = given == UNDEFINED ? -1 : <i32>digits;
    length = formatExponential(number, shown, SCRATCH, scratch);
  }
  charge(8 + (<u32>digits >>> 2));
  return succeed(boxString(makeLatin1FromScratch(length)));
}

/** The global parseFloat of a string or number. */
export function parseFloatOf(frame: u32, count: i32): i32 {
  const value = argument(frame, count, 0);
  // The text of a number is the number, except for -0.
  if (isNumber(value)) return succeed(boxNumber(numberValue(value) + 0));
  if (!isString(value)) return slowPath(NumberNative.PARSE_FLOAT);
  const flat = flatString(pointer(value));
  if (flat == 0) return startFlatten(pointer(value));
  if (stringLength(flat) > BOUNDED_UNITS) return slowPath(NumberNative.PARSE_FLOAT);
  chargeNumeral(stringLength(flat));
  return succeed(
    boxNumber(parseFloatPrefix(characters(flat), stringLength(flat), is16Bit(flat), SCRATCH)),
  );
}

/** The global parseInt of a string. */
export function parseIntOf(frame: u32, count: i32): i32 {
  let value = argument(frame, count, 0);
  const radixValue = argument(frame, count, 1);
  if (isObject(radixValue)) return slowPath(NumberNative.PARSE_INT);
  if (isNumber(value)) {
    const number = numberValue(value);
    // An int32 is its own text.
    if (radixValue == UNDEFINED && <f64>(<i32>number) == number)
      return succeed(boxNumber(number + 0));
    const code = numberToString(number);
    if (code != DONE) return code;
    value = load<u64>(R_RESULT);
  }
  if (!isString(value)) return slowPath(NumberNative.PARSE_INT);
  const flat = flatString(pointer(value));
  if (flat == 0) return startFlatten(pointer(value));
  if (stringLength(flat) > BOUNDED_UNITS) return slowPath(NumberNative.PARSE_INT);
  const code = toNumber(radixValue);
  if (code != DONE) return code;
  const radix = toInt32(numberValue(load<u64>(R_RESULT)));
  chargeNumeral(stringLength(flat));
  return succeed(
    boxNumber(parseIntPrefix(characters(flat), stringLength(flat), is16Bit(flat), radix, SCRATCH)),
  );
}
