/**
 * Natural numbers of up to 126 words, for the one comparison that correct reading of decimals may need.
 *
 * Layout, BIG_NATURAL_BYTES each:   0  i32  number of words in use, no leading zero word
 *                                   8  u32 × 126  words, least first
 *
 * The longest that occurs is 800 digits against a double times a power of ten: under 2,800 bits.
 */
export const BIG_NATURAL_BYTES: usize = 512;

const WORDS: usize = 8;

/** 5¹³, the largest power of five in 32 bits. */
const FIVE_TO_13: u32 = 1220703125;

export function bigSet(at: usize, value: u64): void {
  store<u64>(at, value, WORDS);
  store<i32>(at, value >> 32 ? 2 : value ? 1 : 0);
}

/** at = at · factor + addend */
export function bigMultiplyAdd(at: usize, factor: u32, addend: u32): void {
  const count = load<i32>(at);
  let carry = <u64>addend;
  let word = at + WORDS;
  const end = word + ((<usize>count) << 2);
  while (word < end) {
    const sum = <u64>load<u32>(word) * <u64>factor + carry;
    store<u32>(word, <u32>sum);
    carry = sum >> 32;
    word += 4;
  }
  if (carry) {
    store<u32>(word, <u32>carry);
    store<i32>(at, count + 1);
  }
}

/** at = at · 5^power */
export function bigMultiplyPowerOfFive(at: usize, power: i32): void {
  while (power >= 13) {
    bigMultiplyAdd(at, FIVE_TO_13, 0);
    power -= 13;
  }
  let factor: u32 = 1;
  while (power > 0) {
    factor *= 5;
    power--;
  }
  if (factor > 1) bigMultiplyAdd(at, factor, 0);
}

/** at = at · 2^bits */
export function bigShiftLeft(at: usize, bits: i32): void {
  const count = load<i32>(at);
  if (count == 0) return;
  if (bits & 31) bigMultiplyAdd(at, (<u32>1) << (bits & 31), 0);
  const words = bits >> 5;
  if (words) {
    const used = load<i32>(at);
    memory.copy(at + WORDS + ((<usize>words) << 2), at + WORDS, (<usize>used) << 2);
    memory.fill(at + WORDS, 0, (<usize>words) << 2);
    store<i32>(at, used + words);
  }
}

/** −1, 0 or 1 as the number at `a` is less than, equal to or greater than that at `b`. */
export function bigCompare(a: usize, b: usize): i32 {
  const count = load<i32>(a);
  const other = load<i32>(b);
  if (count != other) return count < other ? -1 : 1;
  for (let index = count - 1; index >= 0; index--) {
    const offset = WORDS + ((<usize>index) << 2);
    const left = load<u32>(a + offset);
    const right = load<u32>(b + offset);
    if (left != right) return left < right ? -1 : 1;
  }
  return 0;
}
