/**
 * exp and expm1, after fdlibm: x = k · ln 2 + r with |r| ≤ ½ ln 2, a rational approximation in r, then
 * scaling by 2^k. ln 2 is kept in two parts, so that k · LN2_HIGH is exact.
 */
import { highWord, powerOfTwo } from './words';

export const LN2_HIGH: f64 = 6.9314718036912381649e-1;
export const LN2_LOW: f64 = 1.90821492927058770002e-10;
const INVERSE_LN2: f64 = 1.442695040888963387;

/** Above the first exp overflows, below the second it is zero. */
const EXP_OVERFLOW: f64 = 7.09782712893383973096e2;
const EXP_UNDERFLOW: f64 = -7.4513321910194110842e2;

const P1: f64 = 1.66666666666666019037e-1;
const P2: f64 = -2.77777777770155933842e-3;
const P3: f64 = 6.61375632143793436117e-5;
const P4: f64 = -1.6533902205465251539e-6;
const P5: f64 = 4.13813679705723846039e-8;

const Q1: f64 = -3.33333333333331316428e-2;
const Q2: f64 = 1.58730158725481460165e-3;
const Q3: f64 = -7.93650757867487942473e-5;
const Q4: f64 = 4.00821782732936239552e-6;
const Q5: f64 = -2.01099218183624371326e-7;

/** r − r²·(P1 + P2·r² + …), from which e^r and powers of two are made. */
export function expRemainder(r: f64): f64 {
  const t = r * r;
  return r - t * (P1 + t * (P2 + t * (P3 + t * (P4 + t * P5))));
}

/** y · 2^k for y near 1, where 2^k alone may lie outside the range of doubles. */
function scaleResult(y: f64, k: i32): f64 {
  if (k >= -1021) {
    return k == 1024 ? y * 2 * powerOfTwo(1023) : y * powerOfTwo(k);
  }
  return y * powerOfTwo(k + 1000) * 9.3326361850321887899e-302; // 2^−1000
}

export function exp(x: f64): f64 {
  if (x != x) return NaN;
  if (x > EXP_OVERFLOW) return Infinity;
  if (x < EXP_UNDERFLOW) return 0;
  const word = highWord(x) & 0x7fffffff;
  let high: f64 = 0;
  let low: f64 = 0;
  let k = 0;
  if (word > 0x3fd62e42) {
    // |x| > ½ ln 2
    if (word < 0x3ff0a2b2) {
      // |x| < 3⁄2 ln 2
      if (x == 1) return 2.71828182845904523536;
      k = x < 0 ? -1 : 1;
      high = x - copysign(LN2_HIGH, x);
      low = copysign(LN2_LOW, x);
    } else {
      k = <i32>(INVERSE_LN2 * x + copysign(0.5, x));
      high = x - <f64>k * LN2_HIGH;
      low = <f64>k * LN2_LOW;
    }
    x = high - low;
  } else if (word < 0x3e300000) {
    return 1 + x;
  }
  const c = expRemainder(x);
  if (k == 0) return 1 - ((x * c) / (c - 2) - x);
  return scaleResult(1 - (low - (x * c) / (2 - c) - high), k);
}

export function expm1(x: f64): f64 {
  if (x != x) return NaN;
  const word = highWord(x) & 0x7fffffff;
  if (word >= 0x4043687a) {
    // |x| ≥ 56 ln 2
    if (x > EXP_OVERFLOW) return Infinity;
    if (x < 0) return -1;
  }
  let correction: f64 = 0;
  let k = 0;
  if (word > 0x3fd62e42) {
    let high: f64;
    let low: f64;
    if (word < 0x3ff0a2b2) {
      k = x < 0 ? -1 : 1;
      high = x - copysign(LN2_HIGH, x);
      low = copysign(LN2_LOW, x);
    } else {
      k = <i32>(INVERSE_LN2 * x + copysign(0.5, x));
      high = x - <f64>k * LN2_HIGH;
      low = <f64>k * LN2_LOW;
    }
    x = high - low;
    correction = high - x - low;
  } else if (word < 0x3c900000) {
    return x;
  }

  const half = 0.5 * x;
  const square = x * half;
  const r = 1 + square * (Q1 + square * (Q2 + square * (Q3 + square * (Q4 + square * Q5))));
  const t = 3 - r * half;
  let e = square * ((r - t) / (6 - x * t));
  if (k == 0) return x - (x * e - square);
  e = x * (e - correction) - correction;
  e -= square;
  if (k == -1) return 0.5 * (x - e) - 0.5;
  if (k == 1) {
    return x < -0.25 ? -2 * (e - (x + 0.5)) : 1 + 2 * (x - e);
  }
  if (k <= -2 || k > 56) {
    const y = 1 - (e - x);
    return (k == 1024 ? y * 2 * powerOfTwo(1023) : y * powerOfTwo(k)) - 1;
  }
  if (k < 20) return (1 - powerOfTwo(-k) - (e - x)) * powerOfTwo(k);
  return (x - (e + powerOfTwo(-k)) + 1) * powerOfTwo(k);
}
