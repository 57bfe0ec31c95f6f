/** The functions of Math that only look at bits or round. */

const CANONICAL_NAN: u64 = 0x7ff8000000000000;

/** Math.round: to the nearest integer, ties towards +∞; keeps −0. */
export function round(x: f64): f64 {
  if (x != x) return reinterpret<f64>(CANONICAL_NAN);
  const up = ceil(x);
  return up - 0.5 > x ? up - 1 : up;
}

/** Math.sign: ±1, ±0 or NaN. */
export function sign(x: f64): f64 {
  if (x > 0) return 1;
  if (x < 0) return -1;
  return x == 0 ? x : reinterpret<f64>(CANONICAL_NAN);
}

/** Math.fround: rounded to single precision. */
export function fround(x: f64): f64 {
  return x == x ? <f64>(<f32>x) : reinterpret<f64>(CANONICAL_NAN);
}

/** Math.clz32 of an argument after ToUint32. */
export function clz32(x: u32): i32 {
  return <i32>clz(x);
}

/** Math.imul of arguments after ToInt32. */
export function imul(a: i32, b: i32): i32 {
  return a * b;
}

/** Math.min of two: −0 is less than +0, NaN wins. */
export function minimum(a: f64, b: f64): f64 {
  const result = min(a, b);
  return result == result ? result : reinterpret<f64>(CANONICAL_NAN);
}

/** Math.max of two: +0 is greater than −0, NaN wins. */
export function maximum(a: f64, b: f64): f64 {
  const result = max(a, b);
  return result == result ? result : reinterpret<f64>(CANONICAL_NAN);
}
