/**
 * Powers of ten as 128-bit numbers, in 800 bytes of constants instead of 10 KB.
 *
 * For −342 ≤ k ≤ 324 the value g(k), 2¹²⁷ ≤ g < 2¹²⁸, is the least integer with
 *
 *   10ᵏ ≤ g(k) · 2^(floorLog2Pow10(k) − 127)          (equal when 0 ≤ k ≤ 55, where 5ᵏ < 2¹²⁸)
 *
 * Every 27th is stored; the others are that anchor times 5ʲ, j < 27, cut to 128 bits. What the cut and
 * the anchor's own rounding put wrong is −1, 0 or +1 and stands in a table of two bits per power.
 * test/core/numbers.test.ts compares all of them with powers computed by BigInt.
 */
import { multiplyHigh } from './wide';

/** The first stored power and the distance between stored powers. */
const FIRST_ANCHOR: i32 = -351;
const ANCHOR_STEP: i32 = 27;

/** g(−351), g(−324), … g(324): high half, low half. */
const ANCHORS: usize = memory.data<u64>([
  0x8049a4ac0c5811ae, 0x205b896d777d6279, 0xcf42894a5dce35ea, 0x52064cac828675ba,
  0xa76c582338ed2621, 0xaf2af2b80af6f24f, 0x873e4f75e2224e68, 0x5a7744a6e804a292,
  0xda7f5bf590966848, 0xaf39a475506a899f, 0xb080392cc4349dec, 0xbd8d794d96aacfb4,
  0x8e938662882af53e, 0x547eb47b7282ee9d, 0xe65829b3046b0afa, 0x0cb4a5a3112a5113,
  0xba121a4650e4ddeb, 0x92f34d62616ce414, 0x964e858c91ba2655, 0x3a6a07f8d510f870,
  0xf2d56790ab41c2a2, 0xfae27299423fb9c4, 0xc428d05aa4751e4c, 0xaa97e14c3c26b887,
  0x9e74d1b791e07e48, 0x775ea264cf55347e, 0x8000000000000000, 0x0000000000000000,
  0xcecb8f27f4200f3a, 0x0000000000000000, 0xa70c3c40a64e6c51, 0x999090b65f67d924,
  0x86f0ac99b4e8dafd, 0x69a028bb3ded71a4, 0xda01ee641a708de9, 0xe80e6f4820cc9496,
  0xb01ae745b101e9e4, 0x5ec05dcff72e7f90, 0x8e41ade9fbebc27d, 0x14588f13be847308,
  0xe5d3ef282a242e81, 0x8f1668c8a86da5fb, 0xb9a74a0637ce2ee1, 0x6d953e2bd7173693,
  0x95f83d0a1fb69cd9, 0x4abdaf101564f98f, 0xf24a01a73cf2dccf, 0xbc633b39673c8ced,
  0xc3b8358109e84f07, 0x0a862f80ec4700c9, 0x9e19db92b4e31ba9, 0x6c07a2c26a8346d2,
]);

/** 5⁰ … 5²⁶: the odd part of 10ʲ. */
const POWERS_OF_FIVE: usize = memory.data<u64>([
  0x0000000000000001, 0x0000000000000005, 0x0000000000000019, 0x000000000000007d,
  0x0000000000000271, 0x0000000000000c35, 0x0000000000003d09, 0x000000000001312d,
  0x000000000005f5e1, 0x00000000001dcd65, 0x00000000009502f9, 0x0000000002e90edd,
  0x000000000e8d4a51, 0x0000000048c27395, 0x000000016bcc41e9, 0x000000071afd498d,
  0x0000002386f26fc1, 0x000000b1a2bc2ec5, 0x000003782dace9d9, 0x00001158e460913d,
  0x000056bc75e2d631, 0x0001b1ae4d6e2ef5, 0x000878678326eac9, 0x002a5a058fc295ed,
  0x00d3c21bcecceda1, 0x0422ca8b0a00a425, 0x14adf4b7320334b9,
]);

/** Two bits for each power from 10^−351 on, lowest first: the correction plus one. */
const CORRECTIONS: usize = memory.data<u64>([
  0x5555a9aaa6569a55, 0x55565a695959a959, 0xaaaa5665a5595555, 0xa96aaaa659aa56a9,
  0xaaaaaaaaaaa959aa, 0xa55518655559555a, 0x5551956955aa9aaa, 0xaaaaa5555455655a,
  0x9556a66596aa9a56, 0xa65aa969aaa56aaa, 0x5656996a5aaa69aa, 0x5555555555555555,
  0xaaaa955555555555, 0xaaa6aaa5aaaaaaaa, 0xaaa9aa6aaa6aaaa9, 0xaa9996a5a99a5aa6,
  0xa955514419554546, 0x696a6aa6aaaaaaaa, 0x5545445aa55669a5, 0x59a99a5955450655,
  0x9555554555559596, 0x0000000000000056,
]);

/** 10⁰ … 10²²: the powers of ten that a double holds exactly. */
const EXACT_POWERS: usize = memory.data<f64>([
  1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
  1e18, 1e19, 1e20, 1e21, 1e22,
]);

/** 10ᵏ as a double, exact, for 0 ≤ k ≤ 22. */
export function exactPowerOfTen(k: i32): f64 {
  return load<f64>(EXACT_POWERS + ((<usize>k) << 3));
}

/** Stores g(k) at `at`: high half in the first eight bytes, low half in the next. −342 ≤ k ≤ 324. */
export function storePowerOfTen(k: i32, at: usize): void {
  const index = k - FIRST_ANCHOR;
  const anchor = ANCHORS + ((<usize>(index / ANCHOR_STEP)) << 4);
  const anchorHigh = load<u64>(anchor);
  const anchorLow = load<u64>(anchor, 8);
  let five = load<u64>(POWERS_OF_FIVE + ((<usize>(index % ANCHOR_STEP)) << 3));
  five <<= clz(five);

  // anchor · five, 192 bits: high, middle (the lowest 64 are cut away but for one bit).
  const bottom = anchorLow * five;
  const carryIn = multiplyHigh(anchorLow, five);
  const partial = anchorHigh * five;
  let middle = partial + carryIn;
  let high = multiplyHigh(anchorHigh, five) + (middle < partial ? 1 : 0);
  if (!(high >> 63)) {
    high = (high << 1) | (middle >> 63);
    middle = (middle << 1) | (bottom >> 63);
  }

  const code =
    (load<u64>(CORRECTIONS + ((<usize>(index >> 5)) << 3)) >> ((<u64>(index & 31)) << 1)) & 3;
  const low = middle + code - 1;
  if (code > 1) high += low < middle ? 1 : 0;
  else if (code == 0) high -= low > middle ? 1 : 0;
  store<u64>(at, high);
  store<u64>(at, low, 8);
}

/** ⌊log₂ 10ᵏ⌋ for |k| ≤ 1233. */
// @ts-ignore: decorator
@inline
export function floorLog2Pow10(k: i32): i32 {
  return (k * 1741647) >> 19;
}

/** ⌊log₁₀ 2ᵉ⌋ for |e| ≤ 1500. */
// @ts-ignore: decorator
@inline
export function floorLog10Pow2(e: i32): i32 {
  return (e * 1262611) >> 22;
}

/** ⌊log₁₀ (¾ · 2ᵉ)⌋ for |e| ≤ 1500. */
// @ts-ignore: decorator
@inline
export function floorLog10ThreeQuartersPow2(e: i32): i32 {
  return (e * 1262611 - 524031) >> 22;
}
