/** Conversions between doubles and integers, and the remainder, as ECMA-262 defines them. */

/** `value`, any NaN replaced by the only one that may be stored, 0x7FF8000000000000 (RULES 14). */
// @ts-ignore: decorator
@inline
export function canonical(value: f64): f64 {
  return value == value ? value : reinterpret<f64>(0x7ff8000000000000);
}

/** ECMA-262 ToInt32: truncated, modulo 2³². NaN and the infinities give 0. */
export function toInt32(value: f64): i32 {
  const quick = <i32>value;
  if (<f64>quick == value) return quick;
  if (abs(value) < 9223372036854775808.0) return <i32>(<i64>value);
  const bits = reinterpret<u64>(value);
  const shift = <i32>((bits >> 52) & 0x7ff) - 1075;
  // Here shift ≥ 11. From 32 on all bits lie above 2³²; NaN and infinities have shift 972.
  if (shift >= 32) return 0;
  const low = <i32>((bits & 0xfffffffffffff) << (<u64>shift));
  return value < 0 ? -low : low;
}

/** ECMA-262 ToUint32. */
export function toUint32(value: f64): u32 {
  return <u32>toInt32(value);
}

/**
 * a % b as JavaScript has it: exact, with the sign of a. Bounded: at most 187 divisions, when the
 * exponents lie 2,046 apart.
 */
export function f64Remainder(a: f64, b: f64): f64 {
  const left = <i32>a;
  const right = <i32>b;
  if (<f64>left == a && <f64>right == b && left > 0 && right > 0) {
    return <f64>(<u32>left % <u32>right);
  }
  if (a != a || b != b || abs(a) == Infinity || b == 0) return NaN;
  const magnitudeA = abs(a);
  const magnitudeB = abs(b);
  if (magnitudeA < magnitudeB) return a;
  if (magnitudeA <= 9007199254740992.0) {
    const wholeA = <u64>magnitudeA;
    const wholeB = <u64>magnitudeB;
    if (<f64>wholeA == magnitudeA && <f64>wholeB == magnitudeB) {
      return copysign(<f64>(wholeA % wholeB), a);
    }
  }

  const bitsA = reinterpret<u64>(magnitudeA);
  const bitsB = reinterpret<u64>(magnitudeB);
  let exponentA = <i32>(bitsA >> 52);
  let exponentB = <i32>(bitsB >> 52);
  let mantissaA = bitsA & 0xfffffffffffff;
  let mantissaB = bitsB & 0xfffffffffffff;
  if (exponentA) mantissaA |= 0x10000000000000;
  else exponentA = 1;
  if (exponentB) mantissaB |= 0x10000000000000;
  else exponentB = 1;

  // Long division, eleven bits at a time: 53 + 11 = 64.
  let distance = exponentA - exponentB;
  let rest = mantissaA % mantissaB;
  while (distance > 0 && rest != 0) {
    const step = min(distance, 11);
    rest = (rest << (<u64>step)) % mantissaB;
    distance -= step;
  }
  if (rest == 0) return copysign(0, a);

  // rest · 2^(exponentB − 1075), brought back to a leading bit 52 where the exponent allows it.
  const shift = min(<i32>clz(rest) - 11, exponentB - 1);
  rest <<= <u64>shift;
  const exponent = exponentB - shift;
  const bits = rest >> 52 ? (rest & 0xfffffffffffff) | ((<u64>exponent) << 52) : rest;
  return copysign(reinterpret<f64>(bits), a);
}
