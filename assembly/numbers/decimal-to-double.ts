/**
 * Decimal to double, correctly rounded (to nearest, ties to even), whatever the number of digits.
 *
 * Three stages, each exact or aware that it is not:
 * 1. Both the digits and the power of ten fit a double exactly: one multiplication or division (Clinger).
 * 2. The first 19 digits times a 128-bit power of ten (Eisel and Lemire's product). What is cut away on
 *    either side gives an interval; when both ends round alike that is the answer.
 * 3. Otherwise exactly one midpoint between two doubles lies in the interval; the decimal is compared
 *    with it in whole numbers.
 */
import {
  BIG_NATURAL_BYTES,
  bigCompare,
  bigMultiplyAdd,
  bigMultiplyPowerOfFive,
  bigSet,
  bigShiftLeft,
} from './big-natural';
import { codeUnitAt } from './characters';
import { exactPowerOfTen, floorLog2Pow10, storePowerOfTen } from './powers-of-ten';
import { multiplyHigh } from './wide';

/**
 * A midpoint of two doubles has at most 767 significant digits, so behind more than that only "is
 * anything not zero" matters.
 */
const MAXIMUM_DIGITS: i32 = 800;

/**
 * The double nearest to w · 10^exponent, or, if `truncated`, to a number between that and
 * (w + 1) · 10^exponent whose digits stand in the text: the first non-zero one at `first`, the last one
 * (of integer part or fraction) before `end`. w ≤ 10¹⁹, w > 0. `scratch`: 2 · BIG_NATURAL_BYTES.
 *
 * Bound: stage 3 takes up to 90 multiplications of up to 90 words, about 10,000 word operations; it is
 * reached by midpoints, near-midpoints and about one in 10³ of longer random texts at most.
 */
export function decimalToDouble(
  w: u64,
  exponent: i64,
  truncated: bool,
  ptr: usize,
  first: i32,
  end: i32,
  is16Bit: i32,
  scratch: usize,
): f64 {
  if (w <= 9007199254740992 && !truncated && exponent >= -22 && exponent <= 22) {
    const power = <i32>exponent;
    if (power < 0) return <f64>w / exactPowerOfTen(-power);
    return <f64>w * exactPowerOfTen(power);
  }
  if (exponent > 308) return Infinity;
  if (exponent < -342) return 0;

  const power = <i32>exponent;
  storePowerOfTen(power, scratch);
  const high = load<u64>(scratch);
  const low = load<u64>(scratch, 8);
  const exactPower = power >= 0 && power <= 55;
  if (exactPower && !truncated) return roundProduct(w, high, low, power);
  // The table rounds up: one less is below the true power unless it is exact.
  const lower = exactPower
    ? roundProduct(w, high, low, power)
    : roundProduct(w, low ? high : high - 1, low - 1, power);
  const upper = roundProduct(w + (truncated ? 1 : 0), high, low, power);
  if (lower == upper) return lower;
  return roundByComparison(lower, power, w, ptr, first, end, is16Bit, scratch);
}

/** w · (high, low) · 2^(floorLog2Pow10(power) − 127), rounded to a double. */
function roundProduct(w: u64, high: u64, low: u64, power: i32): f64 {
  const shift = clz(w);
  w <<= shift;
  const carryIn = multiplyHigh(low, w);
  const partial = high * w;
  const middle = partial + carryIn;
  const top = multiplyHigh(high, w) + (middle < partial ? 1 : 0);
  // 192 bits: top, middle and what is left of low · w.
  const rest = middle | (low * w);
  const exponent = floorLog2Pow10(power) + 1 - <i32>shift;
  if (top >> 63) return assembleDouble(top, rest != 0, exponent);
  return assembleDouble(
    (top << 1) | (middle >> 63),
    ((middle << 1) | (low * w)) != 0,
    exponent - 1,
  );
}

/**
 * (significand + sticky fraction) · 2^exponent as a double, ties to even. The highest bit of the
 * significand must be set; `sticky` says that something lies below its lowest bit.
 */
export function assembleDouble(significand: u64, sticky: bool, exponent: i32): f64 {
  let biased = exponent + 63 + 1023;
  if (biased >= 2047) return Infinity;
  let shift = 11;
  if (biased <= 0) {
    shift = 12 - biased;
    biased = 1;
    if (shift > 64) return 0;
  }
  let mantissa: u64 = 0;
  let rest = significand;
  if (shift < 64) {
    mantissa = significand >> <u64>shift;
    rest = significand & (((<u64>1) << (<u64>shift)) - 1);
  }
  const half = (<u64>1) << (<u64>(shift - 1));
  if (rest > half || (rest == half && (sticky || (mantissa & 1) != 0))) mantissa++;
  // The implicit bit adds one to the exponent; so does a carry out of the mantissa.
  return reinterpret<f64>(((<u64>(biased - 1)) << 52) + mantissa);
}

/**
 * `lower` or the next double up, whichever is nearer to the decimal in the text, which lies between
 * them. w · 10^power are its first 19 significant digits.
 */
function roundByComparison(
  lower: f64,
  power: i32,
  w: u64,
  ptr: usize,
  first: i32,
  end: i32,
  is16Bit: i32,
  scratch: usize,
): f64 {
  const decimal = scratch;
  const midpoint = scratch + BIG_NATURAL_BYTES;

  // All digits as one number, nine at a time.
  bigSet(decimal, 0);
  let count = 0;
  let chunk: u32 = 0;
  let factor: u32 = 1;
  let more = false;
  for (let index = first; index < end; index++) {
    const digit = codeUnitAt(ptr, index, is16Bit) - 48;
    if (digit > 9) continue; // The decimal point.
    if (count == MAXIMUM_DIGITS) {
      if (digit == 0) continue;
      more = true;
      break;
    }
    chunk = chunk * 10 + digit;
    factor *= 10;
    count++;
    if (factor == 1000000000) {
      bigMultiplyAdd(decimal, factor, chunk);
      chunk = 0;
      factor = 1;
    }
  }
  if (factor > 1) bigMultiplyAdd(decimal, factor, chunk);
  // Any digit but zero does for what was left out.
  if (more) {
    bigMultiplyAdd(decimal, 10, 1);
    count++;
  }
  let wordDigits = 0;
  while (w != 0) {
    w /= 10;
    wordDigits++;
  }
  const exponent = power + wordDigits - count;

  // The midpoint is (2m + 1) · 2^(q − 1).
  const bits = reinterpret<u64>(lower);
  const biased = <i32>(bits >> 52);
  const fraction = bits & 0xfffffffffffff;
  const mantissa = biased ? fraction | 0x10000000000000 : fraction;
  let binary = (biased ? biased - 1075 : -1074) - 1;
  bigSet(midpoint, (mantissa << 1) | 1);
  if (exponent >= 0) {
    bigMultiplyPowerOfFive(decimal, exponent);
  } else {
    bigMultiplyPowerOfFive(midpoint, -exponent);
  }
  binary -= exponent;
  if (binary >= 0) bigShiftLeft(midpoint, binary);
  else bigShiftLeft(decimal, -binary);

  const order = bigCompare(decimal, midpoint);
  if (order > 0 || (order == 0 && (mantissa & 1) != 0)) return reinterpret<f64>(bits + 1);
  return lower;
}
