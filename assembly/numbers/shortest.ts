/**
 * The shortest decimal that reads back as the same double, and of those the closest.
 *
 * The method is Raffaello Giulietti's Schubfach ("The Schubfach way to render doubles", 2020): the
 * double c · 2^q and the two ends of its rounding interval are scaled by 10^−k, k chosen so that the
 * interval is between one and ten units wide; then at most one multiple of ten and two integers have to
 * be looked at. 128-bit powers of ten are enough for the result to be right for every double, so there
 * is no slow path.
 */
import {
  floorLog10Pow2,
  floorLog10ThreeQuartersPow2,
  floorLog2Pow10,
  storePowerOfTen,
} from './powers-of-ten';
import { multiplyHigh } from './wide';

/**
 * Finds the decimal `digits · 10^exponent` of a positive finite `value`, without trailing zeros.
 * Stores the digits (at most 17 of them) as a u64 at `at`, which must have 16 writable bytes, and
 * returns the exponent.
 */
export function storeShortestDecimal(value: f64, at: usize): i32 {
  const bits = reinterpret<u64>(value);
  const fraction = bits & 0xfffffffffffff;
  const biased = <i32>(bits >> 52);
  const c = biased ? fraction | 0x10000000000000 : fraction;
  const q = biased ? biased - 1075 : -1074;

  // Integers below 2⁵³ are their own shortest decimal.
  if (q <= 0 && q > -53) {
    const integer = c >> <u64>-q;
    if (integer << (<u64>-q) == c) {
      return storeWithoutTrailingZeros(integer, 0, at);
    }
  }

  // Below a power of two the neighbour is half as far away.
  const regular = fraction != 0 || biased <= 1;
  const k = regular ? floorLog10Pow2(q) : floorLog10ThreeQuartersPow2(q);
  const shift = <u64>(q + floorLog2Pow10(-k) + 1);
  storePowerOfTen(-k, at);
  const high = load<u64>(at);
  const low = load<u64>(at, 8);

  // In quarters of a unit, rounded to odd, so that comparisons with multiples of four stay exact.
  const middle = scale(high, low, (c << 2) << shift);
  const odd = c & 1;
  const lower = scale(high, low, ((c << 2) - (regular ? 2 : 1)) << shift) + odd;
  const upper = scale(high, low, ((c << 2) + 2) << shift) - odd;

  const s = middle >> 2;
  if (s >= 10) {
    const tens = s / 10;
    const forty = tens * 40;
    const downInside = lower <= forty;
    const upInside = forty + 40 <= upper;
    if (downInside != upInside) {
      return storeWithoutTrailingZeros(tens + (upInside ? 1 : 0), k + 1, at);
    }
  }
  const four = s << 2;
  const downInside = lower <= four;
  const upInside = four + 4 <= upper;
  let digits = s;
  if (downInside != upInside) {
    if (upInside) digits++;
  } else if (middle > four + 2 || (middle == four + 2 && (s & 1) != 0)) {
    digits++;
  }
  return storeWithoutTrailingZeros(digits, k, at);
}

/** ⌊(high, low) · factor / 2¹²⁸⌋ with the lowest bit set when anything was cut away. */
function scale(high: u64, low: u64, factor: u64): u64 {
  const carryIn = multiplyHigh(low, factor);
  const partial = high * factor;
  const cut = partial + carryIn;
  const result = multiplyHigh(high, factor) + (cut < partial ? 1 : 0);
  return result | (cut > 1 ? 1 : 0);
}

function storeWithoutTrailingZeros(digits: u64, exponent: i32, at: usize): i32 {
  if (digits != 0) {
    while (digits % 10000 == 0) {
      digits /= 10000;
      exponent += 4;
    }
    while (digits % 10 == 0) {
      digits /= 10;
      exponent++;
    }
  }
  store<u64>(at, digits);
  return exponent;
}
