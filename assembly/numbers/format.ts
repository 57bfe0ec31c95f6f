/**
 * Numbers to text, as ECMA-262 writes them (Number::toString, §6.1.6.1.20). All output is latin1 bytes.
 * This file is the face of the folder's writing half; the formats with a given number of digits are in
 * format-digits.ts, radix other than ten in format-radix.ts.
 */
import {
  decimalLength32,
  decimalLength64,
  writeDigits32,
  writeDigits64,
  writeExponent,
  writeNotFinite,
  writeZeros,
} from './digits';
import { storeShortestDecimal } from './shortest';

export { formatExponential, formatFixed, formatPrecision } from './format-digits';
export { formatRadix } from './format-radix';

/** Writable bytes that formatNumber wants at `out`: 25 characters and room to compute in. */
export const FORMAT_NUMBER_BYTES: i32 = 32;

/**
 * Writes String(value) at `out` (FORMAT_NUMBER_BYTES of room) and returns its length, at most 25.
 * Constant work.
 */
export function formatNumber(value: f64, out: usize): i32 {
  const integer = <i32>value;
  if (<f64>integer == value) return formatInteger(integer, out);
  return formatDouble(value, out);
}

/** Writes the decimal digits of an int32 at `out` and returns the length, at most 11. */
export function formatInteger(value: i32, out: usize): i32 {
  let magnitude = <u32>value;
  let sign = 0;
  if (value < 0) {
    store<u8>(out++, 45);
    magnitude = -value;
    sign = 1;
  }
  if (magnitude < 10) {
    store<u8>(out, 48 + magnitude);
    return sign + 1;
  }
  const count = decimalLength32(magnitude);
  writeDigits32(magnitude, count, out);
  return sign + count;
}

function formatDouble(value: f64, out: usize): i32 {
  if (!(abs(value) < Infinity)) return writeNotFinite(value, out);
  const start = out;
  if (value < 0) {
    store<u8>(out++, 45);
    value = -value;
  }
  const exponent = storeShortestDecimal(value, out);
  const digits = load<u64>(out);
  const count = decimalLength64(digits);
  /** The value is 0.d₁d₂… · 10^point. */
  const point = count + exponent;

  if (point > 0 && point <= 21) {
    if (exponent >= 0) {
      writeDigits64(digits, count, out);
      out = writeZeros(exponent, out + count);
    } else {
      // One place to the right, then the integer digits move back over the place of the point.
      writeDigits64(digits, count, out + 1);
      memory.copy(out, out + 1, point);
      store<u8>(out + point, 46);
      out += count + 1;
    }
  } else if (point <= 0 && point > -6) {
    store<u16>(out, 0x2e30); // "0."
    out = writeZeros(-point, out + 2);
    writeDigits64(digits, count, out);
    out += count;
  } else {
    writeDigits64(digits, count, out + 1);
    store<u8>(out, load<u8>(out, 1));
    if (count > 1) {
      store<u8>(out, 46, 1);
      out += count + 1;
    } else {
      out++;
    }
    out = writeExponent(point - 1, out);
  }
  return <i32>(out - start);
}
