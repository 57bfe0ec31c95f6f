/** Hyperbolic functions and their inverses, after fdlibm: all in terms of expm1, exp, log and log1p. */
import { exp, expm1 } from './exponential';
import { log, log1p } from './logarithm';

const LN2: f64 = 6.93147180559945286227e-1;

/** exp overflows a little above this (0x40862E42_00000000). */
const EXP_SAFE: f64 = 709.7822265625;
/** sinh and cosh overflow above this. */
const OVERFLOW: f64 = 710.4758600739439;

const TWO_28: f64 = 268435456.0;

export function sinh(x: f64): f64 {
  if (x != x) return NaN;
  const magnitude = abs(x);
  const half = copysign(0.5, x);
  if (magnitude < 22) {
    if (magnitude < 1 / TWO_28) return x;
    const t = expm1(magnitude);
    if (magnitude < 1) return half * (2 * t - (t * t) / (t + 1));
    return half * (t + t / (t + 1));
  }
  if (magnitude < EXP_SAFE) return half * exp(magnitude);
  if (magnitude <= OVERFLOW) {
    const w = exp(0.5 * magnitude);
    return half * w * w;
  }
  return copysign(Infinity, x);
}

export function cosh(x: f64): f64 {
  if (x != x) return NaN;
  x = abs(x);
  if (x < 0.5 * LN2) {
    const t = expm1(x);
    const w = 1 + t;
    if (x < 2.7755575615628914e-17) return w;
    return 1 + (t * t) / (w + w);
  }
  if (x < 22) {
    const t = exp(x);
    return 0.5 * t + 0.5 / t;
  }
  if (x < EXP_SAFE) return 0.5 * exp(x);
  if (x <= OVERFLOW) {
    const w = exp(0.5 * x);
    return 0.5 * w * w;
  }
  return Infinity;
}

export function tanh(x: f64): f64 {
  if (x != x) return NaN;
  const magnitude = abs(x);
  if (magnitude >= 22) return copysign(1, x);
  if (magnitude < 1 / TWO_28) return x;
  let result: f64;
  if (magnitude >= 1) {
    result = 1 - 2 / (expm1(2 * magnitude) + 2);
  } else {
    const t = expm1(-2 * magnitude);
    result = -t / (t + 2);
  }
  return copysign(result, x);
}

export function asinh(x: f64): f64 {
  if (x != x) return NaN;
  const magnitude = abs(x);
  if (magnitude == Infinity || magnitude < 1 / TWO_28) return x;
  let result: f64;
  if (magnitude > TWO_28) {
    result = log(magnitude) + LN2;
  } else if (magnitude > 2) {
    result = log(2 * magnitude + 1 / (sqrt(x * x + 1) + magnitude));
  } else {
    const t = x * x;
    result = log1p(magnitude + t / (1 + sqrt(1 + t)));
  }
  return copysign(result, x);
}

export function acosh(x: f64): f64 {
  if (!(x >= 1)) return NaN;
  if (x >= TWO_28) return x == Infinity ? x : log(x) + LN2;
  if (x == 1) return 0;
  if (x > 2) return log(2 * x - 1 / (x + sqrt(x * x - 1)));
  const t = x - 1;
  return log1p(t + sqrt(2 * t + t * t));
}

export function atanh(x: f64): f64 {
  const magnitude = abs(x);
  if (!(magnitude <= 1)) return NaN;
  if (magnitude == 1) return copysign(Infinity, x);
  if (magnitude < 1 / TWO_28) return x;
  let t = magnitude + magnitude;
  if (magnitude < 0.5) {
    t = 0.5 * log1p(t + (t * magnitude) / (1 - magnitude));
  } else {
    t = 0.5 * log1p(t / (1 - magnitude));
  }
  return copysign(t, x);
}
