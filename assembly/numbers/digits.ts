/** Writing decimal digits and runs of zeros as latin1 bytes. */

/** "00", "01", … "99", two bytes each. */
const PAIRS: usize = memory.data<u8>([
  48, 48, 48, 49, 48, 50, 48, 51, 48, 52, 48, 53, 48, 54, 48, 55, 48, 56, 48, 57, 49, 48, 49, 49,
  49, 50, 49, 51, 49, 52, 49, 53, 49, 54, 49, 55, 49, 56, 49, 57, 50, 48, 50, 49, 50, 50, 50, 51,
  50, 52, 50, 53, 50, 54, 50, 55, 50, 56, 50, 57, 51, 48, 51, 49, 51, 50, 51, 51, 51, 52, 51, 53,
  51, 54, 51, 55, 51, 56, 51, 57, 52, 48, 52, 49, 52, 50, 52, 51, 52, 52, 52, 53, 52, 54, 52, 55,
  52, 56, 52, 57, 53, 48, 53, 49, 53, 50, 53, 51, 53, 52, 53, 53, 53, 54, 53, 55, 53, 56, 53, 57,
  54, 48, 54, 49, 54, 50, 54, 51, 54, 52, 54, 53, 54, 54, 54, 55, 54, 56, 54, 57, 55, 48, 55, 49,
  55, 50, 55, 51, 55, 52, 55, 53, 55, 54, 55, 55, 55, 56, 55, 57, 56, 48, 56, 49, 56, 50, 56, 51,
  56, 52, 56, 53, 56, 54, 56, 55, 56, 56, 56, 57, 57, 48, 57, 49, 57, 50, 57, 51, 57, 52, 57, 53,
  57, 54, 57, 55, 57, 56, 57, 57,
]);

/** The number of decimal digits of `value`; 1 for zero. */
export function decimalLength32(value: u32): i32 {
  if (value < 100000) {
    if (value < 100) return value < 10 ? 1 : 2;
    if (value < 10000) return value < 1000 ? 3 : 4;
    return 5;
  }
  if (value < 10000000) return value < 1000000 ? 6 : 7;
  if (value < 1000000000) return value < 100000000 ? 8 : 9;
  return 10;
}

/** The number of decimal digits of `value` < 10¹⁸; 1 for zero. */
export function decimalLength64(value: u64): i32 {
  if (value < 1000000000) return decimalLength32(<u32>value);
  return 9 + decimalLength32(<u32>(value / 1000000000));
}

/** Writes exactly `count` digits of `value` (leading zeros included) at `out`. */
export function writeDigits32(value: u32, count: i32, out: usize): void {
  let cursor = out + count;
  while (cursor - out >= 2) {
    const rest = value / 100;
    cursor -= 2;
    store<u16>(cursor, load<u16>(PAIRS + ((<usize>(value - rest * 100)) << 1)));
    value = rest;
  }
  if (cursor != out) store<u8>(out, 48 + (value % 10));
}

/** Writes exactly `count` digits of `value` < 10¹⁸ (leading zeros included) at `out`. */
export function writeDigits64(value: u64, count: i32, out: usize): void {
  if (count > 9) {
    const rest = value / 1000000000;
    writeDigits32(<u32>rest, count - 9, out);
    writeDigits32(<u32>(value - rest * 1000000000), 9, out + count - 9);
  } else {
    writeDigits32(<u32>value, count, out);
  }
}

/** Writes `count` times the character '0' and returns the address behind them. */
export function writeZeros(count: i32, out: usize): usize {
  if (count <= 0) return out;
  memory.fill(out, 48, <usize>count);
  return out + <usize>count;
}

/** Writes "e", a sign and the digits of |exponent|; returns the address behind them. */
export function writeExponent(exponent: i32, out: usize): usize {
  store<u8>(out, 101);
  store<u8>(out, exponent < 0 ? 45 : 43, 1);
  const magnitude = <u32>(exponent < 0 ? -exponent : exponent);
  const count = decimalLength32(magnitude);
  writeDigits32(magnitude, count, out + 2);
  return out + 2 + count;
}

/** Writes "NaN", "Infinity" or "-Infinity" for a value that is not finite; returns the length. */
export function writeNotFinite(value: f64, out: usize): i32 {
  if (value != value) {
    store<u8>(out, 78);
    store<u8>(out, 97, 1);
    store<u8>(out, 78, 2);
    return 3;
  }
  let length = 8;
  if (value < 0) {
    store<u8>(out++, 45);
    length = 9;
  }
  store<u64>(out, 0x7974696e69666e49); // "Infinity", first letter in the lowest byte.
  return length;
}
