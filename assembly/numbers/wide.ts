/**
 * Arithmetic on 128-bit integers in two u64 halves. Wasm multiplies 64 × 64 bits to 64 only, so the
 * high half is put together from 32-bit halves.
 */

/** The high 64 bits of the 128-bit product `a * b`; the low ones are simply `a * b`. */
// @ts-ignore: decorator
@inline
export function multiplyHigh(a: u64, b: u64): u64 {
  const aLow = a & 0xffffffff;
  const aHigh = a >> 32;
  const bLow = b & 0xffffffff;
  const bHigh = b >> 32;
  const lowHigh = aLow * bHigh;
  // Cannot overflow: (2³² − 1)² + 2 · (2³² − 1) = 2⁶⁴ − 1.
  const middle = ((aLow * bLow) >> 32) + (lowHigh & 0xffffffff) + aHigh * bLow;
  return aHigh * bHigh + (lowHigh >> 32) + (middle >> 32);
}
