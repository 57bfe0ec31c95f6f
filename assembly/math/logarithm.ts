/**
 * log, log1p, log2 and log10, after fdlibm: x = 2^k · (1 + f) with √½ < 1 + f < √2, then a polynomial in
 * s = f / (2 + f).
 */
import { LN2_HIGH, LN2_LOW } from './exponential';
import { highWord, withHighWord, withoutLowWord } from './words';

const L1: f64 = 6.66666666666673513e-1;
const L2: f64 = 3.999999999940941908e-1;
const L3: f64 = 2.857142874366239149e-1;
const L4: f64 = 2.222219843214978396e-1;
const L5: f64 = 1.818357216161805012e-1;
const L6: f64 = 1.531383769920937332e-1;
const L7: f64 = 1.479819860511658591e-1;

const TWO_54: f64 = 18014398509481984.0;

/** 1 / ln 2 and 1 / ln 10, log₁₀ 2, in two parts each where the product has to be exact. */
const INVERSE_LN2_HIGH: f64 = 1.44269504072144627571;
const INVERSE_LN2_LOW: f64 = 1.67517131648865118353e-10;
const INVERSE_LN10: f64 = 4.34294481903251816668e-1;
const LOG10_2_HIGH: f64 = 3.01029995663611771306e-1;
const LOG10_2_LOW: f64 = 3.69423907715893078616e-13;

/** The even and odd halves of the polynomial in z = s² that log and log2 share. */
function polynomial(z: f64): f64 {
  const w = z * z;
  const even = w * (L2 + w * (L4 + w * L6));
  const odd = z * (L1 + w * (L3 + w * (L5 + w * L7)));
  return odd + even;
}

/** What log, log2 and log10 have for an argument that has no logarithm or an infinite one. */
function exceptional(x: f64): f64 {
  if (x == 0) return -Infinity;
  return x == Infinity ? Infinity : NaN;
}

export function log(x: f64): f64 {
  if (!(x > 0 && x < Infinity)) return exceptional(x);
  let k = 0;
  if (highWord(x) < 0x00100000) {
    k = -54;
    x *= TWO_54;
  }
  const word = highWord(x);
  const mantissa = word & 0xfffff;
  const carry = (mantissa + 0x95f64) & 0x100000;
  k += <i32>(word >> 20) - 1023 + <i32>(carry >> 20);
  const f = withHighWord(x, mantissa | (carry ^ 0x3ff00000)) - 1;
  const exponent = <f64>k;

  if ((0xfffff & (2 + mantissa)) < 3) {
    // |f| < 2⁻²⁰
    if (f == 0) return k == 0 ? 0 : exponent * LN2_HIGH + exponent * LN2_LOW;
    const r = f * f * (0.5 - 0.33333333333333333 * f);
    return k == 0 ? f - r : exponent * LN2_HIGH - (r - exponent * LN2_LOW - f);
  }
  const s = f / (2 + f);
  const r = polynomial(s * s);
  if (((<i32>mantissa - 0x6147a) | (0x6b851 - <i32>mantissa)) > 0) {
    const halfSquare = 0.5 * f * f;
    if (k == 0) return f - (halfSquare - s * (halfSquare + r));
    return exponent * LN2_HIGH - (halfSquare - (s * (halfSquare + r) + exponent * LN2_LOW) - f);
  }
  if (k == 0) return f - s * (f - r);
  return exponent * LN2_HIGH - (s * (f - r) - exponent * LN2_LOW - f);
}

export function log1p(x: f64): f64 {
  if (x != x || x < -1) return NaN;
  if (x == -1) return -Infinity;
  if (x == Infinity) return Infinity;
  const word = highWord(x);
  const magnitude = word & 0x7fffffff;
  if (magnitude < 0x3e200000) {
    // |x| < 2⁻²⁹
    return magnitude < 0x3c900000 ? x : x - x * x * 0.5;
  }
  let k = 0;
  let f = x;
  let mantissa: u32 = 1;
  let correction: f64 = 0;
  // Outside of (√½ − 1, √2 − 1) the argument 1 + x is taken apart; what its rounding lost is kept.
  if (x < 0 ? word > 0xbfd2bec4 : word >= 0x3fda827a) {
    let u: f64;
    if (magnitude < 0x43400000) {
      u = 1 + x;
      k = <i32>(highWord(u) >> 20) - 1023;
      correction = (k > 0 ? 1 - (u - x) : x - (u - 1)) / u;
    } else {
      u = x;
      k = <i32>(highWord(u) >> 20) - 1023;
    }
    mantissa = highWord(u) & 0xfffff;
    if (mantissa < 0x6a09e) {
      u = withHighWord(u, mantissa | 0x3ff00000);
    } else {
      k++;
      u = withHighWord(u, mantissa | 0x3fe00000);
      mantissa = (0x100000 - mantissa) >> 2;
    }
    f = u - 1;
  }
  const exponent = <f64>k;
  const halfSquare = 0.5 * f * f;
  if (mantissa == 0) {
    // |f| < 2⁻²⁰
    if (f == 0) {
      return k == 0 ? 0 : exponent * LN2_HIGH + (correction + exponent * LN2_LOW);
    }
    const r = halfSquare * (1 - 0.66666666666666666 * f);
    if (k == 0) return f - r;
    return exponent * LN2_HIGH - (r - (exponent * LN2_LOW + correction) - f);
  }
  const s = f / (2 + f);
  const z = s * s;
  const r = z * (L1 + z * (L2 + z * (L3 + z * (L4 + z * (L5 + z * (L6 + z * L7))))));
  if (k == 0) return f - (halfSquare - s * (halfSquare + r));
  return (
    exponent * LN2_HIGH -
    (halfSquare - (s * (halfSquare + r) + (exponent * LN2_LOW + correction)) - f)
  );
}

export function log2(x: f64): f64 {
  if (!(x > 0 && x < Infinity)) return exceptional(x);
  let k = 0;
  if (highWord(x) < 0x00100000) {
    k = -54;
    x *= TWO_54;
  }
  if (x == 1) return 0;
  const word = highWord(x);
  const mantissa = word & 0xfffff;
  const carry = (mantissa + 0x95f64) & 0x100000;
  k += <i32>(word >> 20) - 1023 + <i32>(carry >> 20);
  const exponent = <f64>k;
  const f = withHighWord(x, mantissa | (carry ^ 0x3ff00000)) - 1;
  const halfSquare = 0.5 * f * f;
  const s = f / (2 + f);
  const r = s * (halfSquare + polynomial(s * s));

  // f − ½f² in two parts, times 1 / ln 2 in two parts.
  const high = withoutLowWord(f - halfSquare);
  const low = f - high - halfSquare + r;
  const product = high * INVERSE_LN2_HIGH;
  let rest = (low + high) * INVERSE_LN2_LOW + low * INVERSE_LN2_HIGH;
  const sum = exponent + product;
  rest += exponent - sum + product;
  return rest + sum;
}

export function log10(x: f64): f64 {
  if (!(x > 0 && x < Infinity)) return exceptional(x);
  let k = 0;
  if (highWord(x) < 0x00100000) {
    k = -54;
    x *= TWO_54;
  }
  if (x == 1) return 0;
  const word = highWord(x);
  k += <i32>(word >> 20) - 1023;
  // For x < 1 the mantissa is taken in [½, 1), so that the two terms have one sign.
  const below: u32 = k < 0 ? 1 : 0;
  x = withHighWord(x, (word & 0xfffff) | ((0x3ff - below) << 20));
  const exponent = <f64>(k + <i32>below);
  const rest = exponent * LOG10_2_LOW + INVERSE_LN10 * log(x);
  return rest + exponent * LOG10_2_HIGH;
}
