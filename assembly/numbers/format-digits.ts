/**
 * Number.prototype.toFixed, toExponential and toPrecision (ECMA-262 §21.1.3). The caller has checked the
 * digit count and thrown its RangeError; these functions cannot fail. `scratch` needs
 * NUMBER_SCRATCH_BYTES. The cost is bounded by a constant, see exact-decimal.ts.
 */
import {
  decimalLength64,
  writeDigits64,
  writeExponent,
  writeNotFinite,
  writeZeros,
} from './digits';
import {
  AFTER_POINT,
  digitCount,
  digitsAddress,
  pointPosition,
  roundDecimal,
  SIGNIFICANT,
} from './exact-decimal';
import { formatNumber } from './format';
import { exactPowerOfTen } from './powers-of-ten';
import { storeShortestDecimal } from './shortest';
import { multiplyHigh } from './wide';

/** 10¹⁷ times a fraction of up to 63 bits is a 128-bit product whose upper part fits 57 bits. */
const MAXIMUM_QUICK_DIGITS: i32 = 17;

/**
 * value.toFixed(digits), 0 ≤ digits ≤ 100: writes at most 124 characters at `out`, returns the length.
 */
export function formatFixed(value: f64, digits: i32, out: usize, scratch: usize): i32 {
  if (!(abs(value) < 1e21)) return formatNumber(value, out);
  const start = out;
  if (value < 0) store<u8>(out++, 45);
  value = abs(value);
  if (digits <= MAXIMUM_QUICK_DIGITS) {
    const end = writeQuickFixed(value, digits, out);
    if (end) return <i32>(end - start);
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
 * toFixed of a value with at most 63 bits behind the point, in 128-bit integers. Returns the address
 * behind the text, or 0, nothing written, for any other value.
 */
function writeQuickFixed(value: f64, digits: i32, out: usize): usize {
  let whole = <u64>value;
  let fraction: u64 = 0;
  if (<f64>whole != value || value >= 9007199254740992.0) {
    const bits = reinterpret<u64>(value);
    const cut = 1075 - <i32>(bits >> 52);
    if (cut < 1 || cut > 63) return 0;
    const places = <u64>cut;
    const rest = ((bits & 0xfffffffffffff) | 0x10000000000000) & (((<u64>1) << places) - 1);
    const scale = <u64>exactPowerOfTen(digits);
    // rest · 10^digits / 2^cut, rounded half up by the highest bit that is cut.
    const low = rest * scale;
    fraction = (multiplyHigh(rest, scale) << (64 - places)) | (low >> places);
    fraction += (low >> (places - 1)) & 1;
    if (fraction == scale) {
      fraction = 0;
      whole++;
    }
  }
  const count = decimalLength64(whole);
  writeDigits64(whole, count, out);
  out += count;
  if (digits > 0) {
    store<u8>(out++, 46);
    writeDigits64(fraction, digits, out);
    out += digits;
  }
  return out;
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
