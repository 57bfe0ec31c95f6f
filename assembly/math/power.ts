/** pow, cbrt and hypot. */
import { highWord, scaleByPowerOfTwo, withHighWord, withoutLowWord } from './words';
import { expRemainder } from './exponential';

const L1: f64 = 5.99999999999994648725e-1;
const L2: f64 = 4.28571428578550184252e-1;
const L3: f64 = 3.33333329818377432918e-1;
const L4: f64 = 2.72728123808534006489e-1;
const L5: f64 = 2.30660745775561754067e-1;
const L6: f64 = 2.06975017800338417784e-1;

/** ln 2, 2 / (3 ln 2), 1 / ln 2 and log₂ 3⁄2, whole and in two parts. */
const LN2: f64 = 6.93147180559945286227e-1;
const LN2_HIGH: f64 = 6.93147182464599609375e-1;
const LN2_LOW: f64 = -1.90465429995776804525e-9;
const C: f64 = 9.61796693925975554329e-1;
const C_HIGH: f64 = 9.61796700954437255859e-1;
const C_LOW: f64 = -7.02846165095275826516e-9;
const INVERSE_LN2: f64 = 1.442695040888963387;
const INVERSE_LN2_HIGH: f64 = 1.44269502162933349609;
const INVERSE_LN2_LOW: f64 = 1.92596299112661746887e-8;
const LOG2_3_2_HIGH: f64 = 5.84962487220764160156e-1;
const LOG2_3_2_LOW: f64 = 1.35003920212974897128e-8;

/** −(1024 − log₂ of what rounds to infinity). */
const OVERFLOW_SLACK: f64 = 8.0085662595372944372e-17;

/**
 * x ** y as JavaScript has it: unlike C, (±1) ** ±Infinity and anything ** NaN are NaN.
 *
 * After fdlibm: log₂|x| as a sum of two doubles (good to 2⁻⁷⁰ or so), times y in two parts, then 2^.
 */
export function pow(x: f64, y: f64): f64 {
  if (y == 0) return 1;
  if (x != x || y != y) return NaN;
  const magnitude = abs(x);
  const wordY = highWord(y) & 0x7fffffff;
  if (wordY >= 0x7ff00000) {
    if (magnitude == 1) return NaN;
    return magnitude > 1 == y > 0 ? Infinity : 0;
  }

  /** 0: y is no integer, 1: an odd one, 2: an even one. Only needed for a negative base. */
  let parity = 0;
  const negative = reinterpret<i64>(x) < 0;
  if (negative) {
    if (abs(y) >= 9007199254740992.0) parity = 2;
    else if (trunc(y) == y) parity = 2 - <i32>(<i64>y & 1);
  }
  if (y == 1) return x;
  if (y == -1) return 1 / x;
  if (y == 2) return x * x;
  if (y == 0.5 && !negative) return sqrt(x);

  if (magnitude == 0 || magnitude == Infinity || magnitude == 1) {
    let special = y < 0 ? 1 / magnitude : magnitude;
    if (negative) {
      if (magnitude == 1 && parity == 0) return NaN;
      if (parity == 1) special = -special;
    }
    return special;
  }
  if (negative && parity == 0) return NaN;
  const sign: f64 = negative && parity == 1 ? -1 : 1;

  let logHigh: f64;
  let logLow: f64;
  const wordX = highWord(magnitude);
  if (wordY > 0x41e00000) {
    // |y| > 2³¹: only a base very near one gives neither infinity nor zero.
    if (wordY > 0x43f00000) {
      if (wordX <= 0x3fefffff) return sign * (y < 0 ? Infinity : 0);
      if (wordX >= 0x3ff00000) return sign * (y > 0 ? Infinity : 0);
    }
    if (wordX < 0x3fefffff) return sign * (y < 0 ? Infinity : 0);
    if (wordX > 0x3ff00000) return sign * (y > 0 ? Infinity : 0);
    // |1 − x| ≤ 2⁻²⁰: four terms of the series of log(1 + t).
    const t = magnitude - 1;
    const w = t * t * (0.5 - t * (0.3333333333333333333333 - t * 0.25));
    const u = INVERSE_LN2_HIGH * t;
    const v = t * INVERSE_LN2_LOW - w * INVERSE_LN2;
    logHigh = withoutLowWord(u + v);
    logLow = v - (logHigh - u);
  } else {
    let base = magnitude;
    let n = 0;
    let word = wordX;
    if (word < 0x00100000) {
      base *= 9007199254740992.0;
      n = -53;
      word = highWord(base);
    }
    n += <i32>(word >> 20) - 0x3ff;
    const mantissa = word & 0x000fffff;
    word = mantissa | 0x3ff00000;
    // The mantissa is compared with 1, 3⁄2 or 2, whichever is near.
    let reference: f64 = 1;
    let referenceBit: u32 = 0;
    let referenceLogHigh: f64 = 0;
    let referenceLogLow: f64 = 0;
    if (mantissa > 0x3988e) {
      if (mantissa < 0xbb67a) {
        reference = 1.5;
        referenceBit = 0x40000;
        referenceLogHigh = LOG2_3_2_HIGH;
        referenceLogLow = LOG2_3_2_LOW;
      } else {
        n++;
        word -= 0x00100000;
      }
    }
    base = withHighWord(base, word);

    // s = (base − reference) / (base + reference) in two parts.
    let u = base - reference;
    let v = 1 / (base + reference);
    const s = u * v;
    const sHigh = withoutLowWord(s);
    let tHigh = withHighWord(0, ((word >> 1) | 0x20000000) + 0x00080000 + referenceBit);
    let tLow = base - (tHigh - reference);
    const sLow = v * (u - sHigh * tHigh - sHigh * tLow);

    // log(base) = 2s + ⅔s³ + …, in two parts.
    let square = s * s;
    let r =
      square *
      square *
      (L1 + square * (L2 + square * (L3 + square * (L4 + square * (L5 + square * L6)))));
    r += sLow * (sHigh + s);
    square = sHigh * sHigh;
    tHigh = withoutLowWord(3 + square + r);
    tLow = r - (tHigh - 3 - square);
    u = sHigh * tHigh;
    v = sLow * tHigh + tLow * s;
    const pHigh = withoutLowWord(u + v);
    const pLow = v - (pHigh - u);
    const zHigh = C_HIGH * pHigh;
    const zLow = C_LOW * pHigh + pLow * C + referenceLogLow;
    const exponent = <f64>n;
    logHigh = withoutLowWord(zHigh + zLow + referenceLogHigh + exponent);
    logLow = zLow - (logHigh - exponent - referenceLogHigh - zHigh);
  }

  // y · log₂|x| in two parts.
  const yHigh = withoutLowWord(y);
  const low = (y - yHigh) * logHigh + y * logLow;
  let high = yHigh * logHigh;
  const product = low + high;
  if (product >= 1024) {
    if (product > 1024 || low + OVERFLOW_SLACK > product - high) return sign * Infinity;
  } else if (product <= -1075) {
    if (product < -1075 || low <= product - high) return sign * 0;
  }

  // 2^product = 2^n · e^(fraction · ln 2)
  let n = 0;
  if (abs(product) > 0.5) {
    n = <i32>floor(product + 0.5);
    high -= <f64>n;
  }
  const tHigh = withoutLowWord(low + high);
  const u = tHigh * LN2_HIGH;
  const v = (low - (tHigh - high)) * LN2 + tHigh * LN2_LOW;
  const z = u + v;
  const w = v - (z - u);
  const t = expRemainder(z);
  // fdlibm subtracts w + z · w, the part of the exponent that z lost, from the quotient. V8 has it in the
  // divisor instead, which changes the last bit of one result in fifty; what is wanted here are V8's bits.
  const result = 1 - ((z * t) / (t - 2 - (w + z * w)) - z);
  return sign * scaleByPowerOfTwo(result, n);
}

/** The cube root: a rough one from the exponent, a polynomial to 23 bits, one Newton step. */
export function cbrt(x: f64): f64 {
  if (x != x) return NaN;
  if (x == 0 || abs(x) == Infinity) return x;
  const sign = highWord(x) & 0x80000000;
  let word = highWord(x) & 0x7fffffff;
  let t: f64;
  if (word < 0x00100000) {
    // Subnormal: times 2⁵⁴, of which the smaller offset takes the root back.
    t = x * 18014398509481984.0;
    word = highWord(t) & 0x7fffffff;
    t = withHighWord(0, sign | (word / 3 + 696219795));
  } else {
    t = withHighWord(0, sign | (word / 3 + 715094163));
  }
  let r = t * t * (t / x);
  t *=
    1.87595182427177009643 +
    r * (-1.88497979543377169875 + r * 1.62142972010535446614) +
    r * r * r * (-0.758397934778766047437 + r * 0.145996192886612446982);
  t = reinterpret<f64>((reinterpret<u64>(t) + 0x80000000) & 0xffffffffc0000000);
  r = x / (t * t);
  return t + t * ((r - t) / (t + t + r));
}

/**
 * Math.hypot of two numbers: scaled by the greater, summed with compensation. For more than two, and
 * for the order of conversions, see whoever calls.
 */
export function hypot2(x: f64, y: f64): f64 {
  x = abs(x);
  y = abs(y);
  if (x == Infinity || y == Infinity) return Infinity;
  if (x != x || y != y) return NaN;
  const greatest = max(x, y);
  if (greatest == 0) return 0;
  const first = x / greatest;
  const second = y / greatest;
  const sum = first * first;
  return sqrt(sum + second * second) * greatest;
}
