/**
 * Number.prototype.toFixed, toExponential and toPrecision (ECMA-262 §21.1.3). The caller has checked the
 * digit count and thrown its RangeError; these functions cannot fail. `scratch` needs
 * NUMBER_SCRATCH_BYTES. The cost is bounded by a constant, see exact-decimal.ts.
 */
import { decimalLength64, writeDigits64, writeExponent, writeNotFinite, writeZeros } from './digits';
import {
  AFTER_POINT,
  digitCount,
  digitsAddress,
  pointPosition,
  roundDecimal,
  SIGNIFICANT,
} from './exact-decimal';
import { formatNumber } from './format';
import { storeShortestDecimal } from './shortest';

/**
 * value.toFixed(digits), 0 ≤ digits ≤ 100: writes at most 124 characters at `out`, returns the length.
 */
export function formatFixed(value: f64, digits: i32, out: usize, scratch: usize): i32 {
  if (!(abs(value) < 1e21)) return formatNumber(value, out);
  const start = out;
  if (value < 0) {
    store<u8>(out++, 45);
    value = -value;
  }
  roundDecimal(value, AFTER_POINT, digits, scratch);
  const count = digitCount(scratch);
  const source = digitsAddress(scratch);
  // With no digits at all the point may be anywhere; the text is 0.000….
  const point = count > 0 ? pointPosition(scratch) : -digits;
  if (point > 0) {
    memory.copy(out, source, point);
    out += point;
  } else {
    store<u8>(out++, 48);
  }
  if (digits > 0) {
    store<u8>(out++, 46);
    if (point > 0) {
      memory.copy(out, source + point, digits);
      out += digits;
    } else {
      out = writeZeros(-point, out);
      memory.copy(out, source, count);
      out += count;
    }
  }
  return <i32>(out - start);
}

/**
 * value.toExponential(digits), 0 ≤ digits ≤ 100, or the shortest when digits is −1: writes at most 108
 * characters at `out`, returns the length.
 */
export function formatExponential(value: f64, digits: i32, out: usize, scratch: usize): i32 {
  if (!(abs(value) < Infinity)) return writeNotFinite(value, out);
  const start = out;
  if (value < 0) {
    store<u8>(out++, 45);
    value = -value;
  }
  if (value == 0) {
    store<u8>(out++, 48);
    if (digits > 0) {
      store<u8>(out++, 46);
      out = writeZeros(digits, out);
    }
    return <i32>(writeExponent(0, out) - start);
  }
  if (digits < 0) {
    const exponent = storeShortestDecimal(value, out);
    const decimal = load<u64>(out);
    const count = decimalLength64(decimal);
    writeDigits64(decimal, count, digitsAddress(scratch));
    return <i32>(writeScientific(digitsAddress(scratch), count, count + exponent, out) - start);
  }
  roundDecimal(value, SIGNIFICANT, digits + 1, scratch);
  out = writeScientific(digitsAddress(scratch), digits + 1, pointPosition(scratch), out);
  return <i32>(out - start);
}

/**
 * value.toPrecision(precision), 1 ≤ precision ≤ 100: writes at most 110 characters at `out`, returns
 * the length.
 */
export function formatPrecision(value: f64, precision: i32, out: usize, scratch: usize): i32 {
  if (!(abs(value) < Infinity)) return writeNotFinite(value, out);
  const start = out;
  if (value < 0) {
    store<u8>(out++, 45);
    value = -value;
  }
  if (value == 0) {
    store<u8>(out++, 48);
    if (precision > 1) {
      store<u8>(out++, 46);
      out = writeZeros(precision - 1, out);
    }
    return <i32>(out - start);
  }
  roundDecimal(value, SIGNIFICANT, precision, scratch);
  const source = digitsAddress(scratch);
  const point = pointPosition(scratch);
  if (point < -5 || point > precision) {
    out = writeScientific(source, precision, point, out);
  } else if (point > 0) {
    memory.copy(out, source, point);
    out += point;
    if (precision > point) {
      store<u8>(out++, 46);
      memory.copy(out, source + point, precision - point);
      out += precision - point;
    }
  } else {
    store<u16>(out, 0x2e30); // "0."
    out = writeZeros(-point, out + 2);
    memory.copy(out, source, precision);
    out += precision;
  }
  return <i32>(out - start);
}

/** Writes d.ddde±x from `count` digits that mean 0.ddd… · 10^point; returns the address behind. */
function writeScientific(source: usize, count: i32, point: i32, out: usize): usize {
  store<u8>(out++, load<u8>(source));
  if (count > 1) {
    store<u8>(out++, 46);
    memory.copy(out, source + 1, count - 1);
    out += count - 1;
  }
  return writeExponent(point - 1, out);
}
