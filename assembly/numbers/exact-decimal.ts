/**
 * The exact decimal expansion of a double, as far as it is asked for, and its rounding.
 *
 * Scratch layout, in bytes from `scratch`:
 *
 *   0     i32   number of digits produced
 *   4     i32   point: the value is 0.d₁d₂d₃… · 10^point
 *   16    u32 × 36   integer part, base 10⁹, least first      (2¹⁰²⁴ < 10³⁰⁹ = 35 limbs)
 *   160   u32 × 36   fraction, base 2³², least first          (1074 bits = 34 words)
 *   320   u8 × 560   digits as ASCII                          (309 + 100 + two limbs of slack)
 *
 * Bound: a fraction yields nine digits per pass over at most 34 words, an integer part takes at most
 * 34 passes over at most 35 limbs; under 1,500 multiplications whatever the value and the digit count.
 */

/** Bytes of scratch the functions of this folder may use: 880 here, two BigNaturals when reading. */
export const NUMBER_SCRATCH_BYTES: i32 = 1024;

const COUNT: usize = 0;
const POINT: usize = 4;
const INTEGER: usize = 16;
const FRACTION: usize = 160;
const DIGITS: usize = 320;

const BILLION: u64 = 1000000000;

/** How many digits after which position `expand` is to produce. */
export const SIGNIFICANT: i32 = 0;
export const AFTER_POINT: i32 = 1;

export function digitCount(scratch: usize): i32 {
  return load<i32>(scratch, COUNT);
}

export function pointPosition(scratch: usize): i32 {
  return load<i32>(scratch, POINT);
}

export function digitsAddress(scratch: usize): usize {
  return scratch + DIGITS;
}

/**
 * Rounds a positive finite `value` to `count` significant digits (`mode` SIGNIFICANT, count ≥ 1) or to
 * `count` digits after the decimal point (AFTER_POINT), exactly, ties away from zero. Leaves precisely
 * that many digits in the scratch; with AFTER_POINT there are point + count of them, none if that is
 * less than one.
 */
export function roundDecimal(value: f64, mode: i32, count: i32, scratch: usize): void {
  const bits = reinterpret<u64>(value);
  const biased = <i32>(bits >> 52);
  const fraction = bits & 0xfffffffffffff;
  const mantissa = biased ? fraction | 0x10000000000000 : fraction;
  const exponent = biased ? biased - 1075 : -1074;
  const digits = scratch + DIGITS;

  let produced = 0;
  let words = 0;
  if (exponent >= 0) {
    produced = writeLimbs(scratch, integerLimbs(mantissa, exponent, scratch), digits);
  } else {
    const cut = -exponent;
    const whole: u64 = cut < 64 ? mantissa >> <u64>cut : 0;
    if (whole != 0) {
      store<u32>(scratch + INTEGER, <u32>(whole % BILLION));
      store<u32>(scratch + INTEGER, <u32>(whole / BILLION), 4);
      produced = writeLimbs(scratch, whole < BILLION ? 1 : 2, digits);
    }
    words = fractionWords(
      cut < 64 ? mantissa & (((<u64>1) << (<u64>cut)) - 1) : mantissa,
      cut,
      scratch,
    );
  }
  let point = produced;

  // One digit more than wanted decides the rounding. Digits are not stored before the first non-zero.
  let low = 0;
  while (words > low) {
    const wanted = mode == SIGNIFICANT ? count + 1 : point + count + 1;
    if (produced >= wanted) break;
    let limb = nextLimb(scratch, low, words);
    while (low < words && load<u32>(scratch + FRACTION + ((<usize>low) << 2)) == 0) low++;
    if (produced == 0) {
      if (limb == 0) {
        point -= 9;
        continue;
      }
      let length = 9;
      let bound: u32 = 100000000;
      while (limb < bound) {
        bound /= 10;
        length--;
      }
      point -= 9 - length;
      writeNine(limb, digits);
      memory.copy(digits, digits + (9 - length), length);
      produced = length;
    } else {
      writeNine(limb, digits + produced);
      produced += 9;
    }
  }

  const wanted = mode == SIGNIFICANT ? count : point + count;
  if (wanted < 0 || produced == 0) {
    // Less than a twentieth of the last place, or zero.
    store<i32>(scratch, 0, COUNT);
    store<i32>(scratch, point, POINT);
    return;
  }
  if (produced <= wanted) {
    memory.fill(digits + produced, 48, wanted - produced);
  } else if (load<u8>(digits + wanted) >= 53) {
    let position = wanted - 1;
    while (position >= 0 && load<u8>(digits + position) == 57) {
      store<u8>(digits + position, 48);
      position--;
    }
    if (position >= 0) {
      store<u8>(digits + position, load<u8>(digits + position) + 1);
    } else {
      // 99…9 became 100…0; a place after the point keeps its position and so gains a digit.
      point++;
      store<u8>(digits, 49);
      if (mode == AFTER_POINT) {
        memory.fill(digits + 1, 48, wanted);
        store<i32>(scratch, wanted + 1, COUNT);
        store<i32>(scratch, point, POINT);
        return;
      }
    }
  }
  store<i32>(scratch, wanted, COUNT);
  store<i32>(scratch, point, POINT);
}

/** mantissa · 2^exponent in base 10⁹; returns the number of limbs. */
function integerLimbs(mantissa: u64, exponent: i32, scratch: usize): i32 {
  const limbs = scratch + INTEGER;
  store<u32>(limbs, <u32>(mantissa % BILLION));
  store<u32>(limbs, <u32>(mantissa / BILLION), 4);
  let count = mantissa < BILLION ? 1 : 2;
  while (exponent > 0) {
    const step = min(exponent, 32);
    let carry: u64 = 0;
    for (let index = 0; index < count; index++) {
      const at = limbs + ((<usize>index) << 2);
      const sum = ((<u64>load<u32>(at)) << (<u64>step)) + carry;
      carry = sum / BILLION;
      store<u32>(at, <u32>(sum - carry * BILLION));
    }
    while (carry != 0) {
      const rest = carry / BILLION;
      store<u32>(limbs + ((<usize>count) << 2), <u32>(carry - rest * BILLION));
      carry = rest;
      count++;
    }
    exponent -= step;
  }
  return count;
}

/** Writes the limbs of the integer part as digits, without leading zeros; returns their number. */
function writeLimbs(scratch: usize, count: i32, digits: usize): i32 {
  const limbs = scratch + INTEGER;
  let limb = load<u32>(limbs + ((<usize>(count - 1)) << 2));
  let length = 1;
  let bound: u32 = 10;
  while (length < 9 && limb >= bound) {
    bound *= 10;
    length++;
  }
  for (let position = length - 1; position >= 0; position--) {
    store<u8>(digits + position, 48 + (limb % 10));
    limb /= 10;
  }
  for (let index = count - 2; index >= 0; index--) {
    writeNine(load<u32>(limbs + ((<usize>index) << 2)), digits + length);
    length += 9;
  }
  return length;
}

/** The fraction bits / 2^cut as words of a fixed-point number; returns their number, 0 for zero. */
function fractionWords(bits: u64, cut: i32, scratch: usize): i32 {
  if (bits == 0) return 0;
  const words = (cut + 31) >> 5;
  const at = scratch + FRACTION;
  memory.fill(at, 0, (<usize>max(words, 3)) << 2);
  // Aligned so that the point stands before the highest word.
  const shift = <u64>((words << 5) - cut);
  store<u64>(at, bits << shift);
  if (shift != 0) store<u32>(at, <u32>(bits >> (64 - shift)), 8);
  return words;
}

/** Multiplies the fraction words low…words−1 by 10⁹ and returns what passed the point. */
function nextLimb(scratch: usize, low: i32, words: i32): u32 {
  let carry: u64 = 0;
  for (let index = low; index < words; index++) {
    const at = scratch + FRACTION + ((<usize>index) << 2);
    const product = <u64>load<u32>(at) * BILLION + carry;
    store<u32>(at, <u32>product);
    carry = product >> 32;
  }
  return <u32>carry;
}

function writeNine(value: u32, at: usize): void {
  for (let position: usize = 9; position > 0; position--) {
    const rest = value / 10;
    store<u8>(at + position - 1, 48 + (value - rest * 10));
    value = rest;
  }
}
