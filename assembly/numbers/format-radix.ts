/**
 * Number.prototype.toString(radix) for a radix other than ten. ECMA-262 leaves the digits of a fraction
 * to the implementation; here they are V8's, bit for bit: digits are produced until what is left is less
 * than half the distance to the next double, the last one rounded to even.
 */
import { writeNotFinite } from './digits';
import { f64Remainder } from './convert';

/** Writable bytes formatRadix wants at `out`. */
export const FORMAT_RADIX_BYTES: i32 = 1200;

/** A fraction is first written here, behind the longest integer part that can have one (53 bits). */
const FRACTION_ROOM: usize = 64;

/**
 * Writes value.toString(radix) at `out` (FORMAT_RADIX_BYTES of room), 2 ≤ radix ≤ 36, and returns the
 * length: at most 1 + 1024 characters for an integer, 1 + 1 + 1 + 1074 for a number below one.
 * Bounded by that length.
 */
export function formatRadix(value: f64, radix: i32, out: usize): i32 {
  if (!(abs(value) < Infinity)) return writeNotFinite(value, out);
  const start = out;
  if (value < 0) {
    store<u8>(out++, 45);
    value = -value;
  }
  const base = <f64>radix;
  let integer = floor(value);
  let fraction = value - integer;
  const first = out + FRACTION_ROOM;
  let end = first;
  let tolerance = max(0.5 * (reinterpret<f64>(reinterpret<u64>(value) + 1) - value), 5e-324);

  if (fraction >= tolerance) {
    do {
      fraction *= base;
      tolerance *= base;
      const digit = <i32>fraction;
      store<u8>(end++, digitCharacter(digit));
      fraction -= <f64>digit;
      if (fraction > 0.5 || (fraction == 0.5 && (digit & 1) != 0)) {
        if (fraction + tolerance > 1) {
          // Rounding up: nines (of this radix) fall away, the digit before them grows.
          while (true) {
            if (end == first) {
              integer += 1;
              break;
            }
            const last = digitValue(load<u8>(--end));
            if (last + 1 < radix) {
              store<u8>(end++, digitCharacter(last + 1));
              break;
            }
          }
          break;
        }
      }
    } while (fraction >= tolerance);
  }

  out = writeInteger(integer, base, out);
  if (end != first) {
    store<u8>(out++, 46);
    const length = end - first;
    memory.copy(out, first, length);
    out += length;
  }
  return <i32>(out - start);
}

/** Digits of an integral value ≥ 0, last first and then reversed; zeros where no bits are left. */
function writeInteger(integer: f64, base: f64, out: usize): usize {
  let cursor = out;
  // Where even the next digit's unit is below the lowest mantissa bit, nothing of this one is known.
  while (integer / base >= 9007199254740992.0) {
    integer /= base;
    store<u8>(cursor++, 48);
  }
  do {
    const remainder = f64Remainder(integer, base);
    store<u8>(cursor++, digitCharacter(<i32>remainder));
    integer = (integer - remainder) / base;
  } while (integer > 0);
  let left = out;
  let right = cursor - 1;
  while (left < right) {
    const swapped = load<u8>(left);
    store<u8>(left++, load<u8>(right));
    store<u8>(right--, swapped);
  }
  return cursor;
}

function digitCharacter(digit: i32): u8 {
  return <u8>(digit < 10 ? 48 + digit : 87 + digit);
}

function digitValue(character: u8): i32 {
  return character > 57 ? <i32>character - 87 : <i32>character - 48;
}
