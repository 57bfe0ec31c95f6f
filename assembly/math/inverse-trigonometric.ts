/** asin, acos, atan, atan2, after fdlibm. */
import { highWord, withoutLowWord } from './words';

const PI: f64 = 3.141592653589793116;
const PI_LOW: f64 = 1.2246467991473531772e-16;
const HALF_PI: f64 = 1.570796326794896558;
const HALF_PI_LOW: f64 = 6.12323399573676603587e-17;
const QUARTER_PI: f64 = 7.85398163397448278999e-1;

const P0: f64 = 1.66666666666666657415e-1;
const P1: f64 = -3.25565818622400915405e-1;
const P2: f64 = 2.01212532134862925881e-1;
const P3: f64 = -4.00555345006794114027e-2;
const P4: f64 = 7.91534994289814532176e-4;
const P5: f64 = 3.4793310759602116757e-5;
const Q1: f64 = -2.40339491173441421878;
const Q2: f64 = 2.02094576023350569471;
const Q3: f64 = -6.8828397160545329303e-1;
const Q4: f64 = 7.70381505559019352791e-2;

const A0: f64 = 3.33333333333329318027e-1;
const A1: f64 = -1.99999999998764832476e-1;
const A2: f64 = 1.42857142725034663711e-1;
const A3: f64 = -1.1111110405462355788e-1;
const A4: f64 = 9.09088713343650656196e-2;
const A5: f64 = -7.69187620504482999495e-2;
const A6: f64 = 6.66107313738753120669e-2;
const A7: f64 = -5.83357013379057348645e-2;
const A8: f64 = 4.97687799461593236017e-2;
const A9: f64 = -3.6531572744216915527e-2;
const A10: f64 = 1.62858201153657823623e-2;

/** (asin(x) − x) / x as a rational function of t = x², |x| ≤ ½. */
function asinQuotient(t: f64): f64 {
  const p = t * (P0 + t * (P1 + t * (P2 + t * (P3 + t * (P4 + t * P5)))));
  const q = 1 + t * (Q1 + t * (Q2 + t * (Q3 + t * Q4)));
  return p / q;
}

export function asin(x: f64): f64 {
  const magnitude = abs(x);
  if (!(magnitude <= 1)) return NaN;
  if (magnitude == 1) return x * HALF_PI + x * HALF_PI_LOW;
  if (magnitude < 0.5) {
    if (magnitude < 7.450580596923828e-9) return x;
    return x + x * asinQuotient(x * x);
  }
  // asin(x) = π/2 − 2 asin √((1 − x) / 2)
  const t = (1 - magnitude) * 0.5;
  const s = sqrt(t);
  const quotient = asinQuotient(t);
  let result: f64;
  if (highWord(magnitude) >= 0x3fef3333) {
    result = HALF_PI - (2 * (s + s * quotient) - HALF_PI_LOW);
  } else {
    const high = withoutLowWord(s);
    const rest = (t - high * high) / (s + high);
    const p = 2 * s * quotient - (HALF_PI_LOW - 2 * rest);
    const q = QUARTER_PI - 2 * high;
    result = QUARTER_PI - (p - q);
  }
  return copysign(result, x);
}

export function acos(x: f64): f64 {
  const magnitude = abs(x);
  if (!(magnitude <= 1)) return NaN;
  if (magnitude == 1) return x > 0 ? 0 : PI + 2 * HALF_PI_LOW;
  if (magnitude < 0.5) {
    if (highWord(magnitude) <= 0x3c600000) return HALF_PI + HALF_PI_LOW;
    return HALF_PI - (x - (HALF_PI_LOW - x * asinQuotient(x * x)));
  }
  const t = (1 - magnitude) * 0.5;
  const s = sqrt(t);
  const quotient = asinQuotient(t);
  if (x < 0) {
    return PI - 2 * (s + (quotient * s - HALF_PI_LOW));
  }
  const high = withoutLowWord(s);
  const rest = (t - high * high) / (s + high);
  return 2 * (high + (quotient * s + rest));
}

export function atan(x: f64): f64 {
  if (x != x) return NaN;
  const magnitude = abs(x);
  const word = highWord(magnitude);
  if (word >= 0x44100000) return copysign(HALF_PI + HALF_PI_LOW, x); // |x| ≥ 2⁶⁶

  // atan(x) = atan(c) + atan((x − c) / (1 + c·x)) with c = ½, 1, 3⁄2 or ∞.
  let baseHigh: f64 = 0;
  let baseLow: f64 = 0;
  let r = x;
  if (word < 0x3fdc0000) {
    // |x| < 7⁄16
    if (word < 0x3e400000) return x;
  } else if (word < 0x3ff30000) {
    if (word < 0x3fe60000) {
      baseHigh = 4.63647609000806093515e-1;
      baseLow = 2.26987774529616870924e-17;
      r = (2 * magnitude - 1) / (2 + magnitude);
    } else {
      baseHigh = QUARTER_PI;
      baseLow = 3.06161699786838301793e-17;
      r = (magnitude - 1) / (magnitude + 1);
    }
  } else if (word < 0x40038000) {
    baseHigh = 9.82793723247329054082e-1;
    baseLow = 1.39033110312309984516e-17;
    r = (magnitude - 1.5) / (1 + 1.5 * magnitude);
  } else {
    baseHigh = HALF_PI;
    baseLow = HALF_PI_LOW;
    r = -1 / magnitude;
  }
  const z = r * r;
  const w = z * z;
  const odd = z * (A0 + w * (A2 + w * (A4 + w * (A6 + w * (A8 + w * A10)))));
  const even = w * (A1 + w * (A3 + w * (A5 + w * (A7 + w * A9))));
  if (baseHigh == 0) return r - r * (odd + even);
  return copysign(baseHigh - (r * (odd + even) - baseLow - r), x);
}

export function atan2(y: f64, x: f64): f64 {
  if (x != x || y != y) return NaN;
  const left = reinterpret<i64>(x) < 0;
  if (y == 0) return left ? copysign(PI, y) : y;
  if (x == 0) return copysign(HALF_PI, y);
  if (abs(x) == Infinity) {
    if (abs(y) == Infinity) return copysign(left ? 3 * QUARTER_PI : QUARTER_PI, y);
    return copysign(left ? PI : 0, y);
  }
  if (abs(y) == Infinity) return copysign(HALF_PI, y);

  const difference = (<i32>(highWord(y) & 0x7fffffff) - <i32>(highWord(x) & 0x7fffffff)) >> 20;
  let angle: f64;
  if (difference > 60) {
    // |y / x| > 2⁶⁰
    return copysign(HALF_PI + 0.5 * PI_LOW, y);
  } else if (left && difference < -60) {
    angle = 0;
  } else {
    angle = atan(abs(y / x));
  }
  if (left) angle = PI - (angle - PI_LOW);
  return copysign(angle, y);
}
