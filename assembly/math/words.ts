/** The halves of a double's bit pattern, which the methods of fdlibm compare and cut. */

/** The upper 32 bits: sign, exponent, 20 bits of mantissa. */
// @ts-ignore: decorator
@inline
export function highWord(x: f64): u32 {
  return <u32>(reinterpret<u64>(x) >> 32);
}

/** `x` with its lower 32 bits cleared: 21 significant bits, so that products of two are exact. */
// @ts-ignore: decorator
@inline
export function withoutLowWord(x: f64): f64 {
  return reinterpret<f64>(reinterpret<u64>(x) & 0xffffffff00000000);
}

/** `x` with `word` in place of its upper 32 bits. */
// @ts-ignore: decorator
@inline
export function withHighWord(x: f64, word: u32): f64 {
  return reinterpret<f64>(((<u64>word) << 32) | (reinterpret<u64>(x) & 0xffffffff));
}

/** 2^k for −1022 ≤ k ≤ 1023. */
// @ts-ignore: decorator
@inline
export function powerOfTwo(k: i32): f64 {
  return reinterpret<f64>((<u64>(k + 1023)) << 52);
}

/** x · 2^k, rounded once, for any k. */
export function scaleByPowerOfTwo(x: f64, k: i32): f64 {
  if (k > 1023) {
    x *= powerOfTwo(1023);
    k -= 1023;
    if (k > 1023) {
      x *= powerOfTwo(1023);
      k = min(k - 1023, 1023);
    }
  } else if (k < -1022) {
    // 53 bits are kept away from the subnormal range until the last step, so that it alone rounds.
    x *= powerOfTwo(-1022 + 53);
    k += 1022 - 53;
    if (k < -1022) {
      x *= powerOfTwo(-1022 + 53);
      k = max(k + 1022 - 53, -1022);
    }
  }
  return x * powerOfTwo(k);
}
