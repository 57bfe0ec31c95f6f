/**
 * sin, cos and tan. An angle beyond ±π/4 is reduced to n · π/2 + y, |y| ≤ π/4, with y a sum of two
 * doubles; fdlibm's polynomials do the rest. Everything of one call happens in the locals of one
 * function, since there is no memory to hand pairs of numbers over in.
 *
 * Bound: constant; the reduction of the greatest angle is ten multiplications of 64 bits.
 */
import { multiplyHigh } from '../numbers/wide';
import { highWord, powerOfTwo, withoutLowWord } from './words';

const SIN: i32 = 0;
const COS: i32 = 1;
const TAN: i32 = 2;

const QUARTER_PI: f64 = 7.85398163397448278999e-1;
const QUARTER_PI_LOW: f64 = 3.06161699786838301793e-17;

/** 2/π, and π/2 in pieces of 33 bits, each with what follows it. */
const TWO_OVER_PI: f64 = 6.36619772367581382433e-1;
const HALF_PI_1: f64 = 1.57079632673412561417;
const HALF_PI_1_REST: f64 = 6.07710050650619224932e-11;
const HALF_PI_2: f64 = 6.0771005063039659766e-11;
const HALF_PI_2_REST: f64 = 2.02226624879595063154e-21;
const HALF_PI_3: f64 = 2.0222662487111664558e-21;
const HALF_PI_3_REST: f64 = 8.47842766036889956997e-32;

/** π/2 · 2¹²⁷. */
const HALF_PI_BITS_HIGH: u64 = 0xc90fdaa22168c234;
const HALF_PI_BITS_LOW: u64 = 0xc4c6628b80dc1cd1;

/** 64 zero bits, then the first 1280 bits of the fraction 2/π. */
const TWO_OVER_PI_BITS: usize = memory.data<u64>([
  0x0000000000000000, 0xa2f9836e4e441529, 0xfc2757d1f534ddc0, 0xdb6295993c439041,
  0xfe5163abdebbc561, 0xb7246e3a424dd2e0, 0x06492eea09d1921c, 0xfe1deb1cb129a73e,
  0xe88235f52ebb4484, 0xe99c7026b45f7e41, 0x3991d639835339f4, 0x9c845f8bbdf9283b,
  0x1ff897ffde05980f, 0xef2f118b5a0a6d1f, 0x6d367ecf27cb09b7, 0x4f463f669e5fea2d,
  0x7527bac7ebe5f17b, 0x3d0739f78a5292ea, 0x6bfb5fb11f8d5d08, 0x56033046fc7b6bab,
  0xf0cfbc209af4361d,
]);

const S1: f64 = -1.66666666666666324348e-1;
const S2: f64 = 8.33333333332248946124e-3;
const S3: f64 = -1.98412698298579493134e-4;
const S4: f64 = 2.75573137070700676789e-6;
const S5: f64 = -2.50507602534068634195e-8;
const S6: f64 = 1.58969099521155010221e-10;

const C1: f64 = 4.16666666666666019037e-2;
const C2: f64 = -1.38888888888741095749e-3;
const C3: f64 = 2.48015872894767294178e-5;
const C4: f64 = -2.75573143513906633035e-7;
const C5: f64 = 2.0875723212981748279e-9;
const C6: f64 = -1.13596475577881948265e-11;

const T0: f64 = 3.33333333333334091986e-1;
const T1: f64 = 1.33333333333201242699e-1;
const T2: f64 = 5.39682539762260521377e-2;
const T3: f64 = 2.18694882948595424599e-2;
const T4: f64 = 8.86323982359930005737e-3;
const T5: f64 = 3.59207910759131235356e-3;
const T6: f64 = 1.45620945432529025516e-3;
const T7: f64 = 5.88041240820264096874e-4;
const T8: f64 = 2.46463134818469906812e-4;
const T9: f64 = 7.817944429395570923e-5;
const T10: f64 = 7.14072491382608190305e-5;
const T11: f64 = -1.85586374855275456654e-5;
const T12: f64 = 2.59073051863633712884e-5;

export function sin(x: f64): f64 {
  if (isSmall(x)) return sinNearZero(x, 0);
  return circular(x, SIN);
}

export function cos(x: f64): f64 {
  if (isSmall(x)) return cosNearZero(x, 0);
  return circular(x, COS);
}

export function tan(x: f64): f64 {
  if (isSmall(x)) return tanNearZero(x, 0, false);
  return circular(x, TAN);
}

/** Whether the polynomials take x as it is: |x| ≤ π/4 and a little more, as far as the high word goes. */
function isSmall(x: f64): bool {
  return (highWord(x) & 0x7fffffff) <= 0x3fe921fb;
}

/** One of the three of an angle of more than π/4. */
function circular(x: f64, which: i32): f64 {
  const angle = abs(x);
  if (!(angle < Infinity)) return NaN;
  let n: i32;
  let high: f64;
  let low: f64;

  if (angle < 823549.6645) {
    // Up to 2¹⁹ · π/2 the product n · HALF_PI_1 is exact; further pieces as far as digits cancel.
    n = <i32>(angle * TWO_OVER_PI + 0.5);
    const multiple = <f64>n;
    let rest = angle - multiple * HALF_PI_1;
    let tail = multiple * HALF_PI_1_REST;
    high = rest - tail;
    const exponent = <i32>(highWord(angle) >> 20);
    if (exponent - exponentBits(high) > 16) {
      const before = rest;
      tail = multiple * HALF_PI_2;
      rest = before - tail;
      tail = multiple * HALF_PI_2_REST - (before - rest - tail);
      high = rest - tail;
      if (exponent - exponentBits(high) > 49) {
        const earlier = rest;
        tail = multiple * HALF_PI_3;
        rest = earlier - tail;
        tail = multiple * HALF_PI_3_REST - (earlier - rest - tail);
        high = rest - tail;
      }
    }
    low = rest - high - tail;
  } else {
    // angle = m · 2^e. Of 2/π those 256 bits count that m · 2^e brings to 2¹, 2⁰ (n modulo 4) and
    // below; what is left out on the right is less than 2⁻²⁰⁰.
    const bits = reinterpret<u64>(angle);
    const e = <i32>(bits >> 52) - 1075;
    const m = (bits & 0xfffffffffffff) | 0x10000000000000;
    const first = e - 2 + 64;
    const window = TWO_OVER_PI_BITS + ((<usize>(first >> 6)) << 3);
    const shift = <u64>(first & 63);
    const w0 = windowWord(window, shift);
    const w1 = windowWord(window + 8, shift);
    const w2 = windowWord(window + 16, shift);
    const w3 = windowWord(window + 24, shift);

    // m · window modulo 2²⁵⁶; its two top bits are n, the rest is the fraction of a quarter turn.
    let f2 = m * w2 + multiplyHigh(m, w3);
    const carry2: u64 = f2 < m * w2 ? 1 : 0;
    let f1 = m * w1 + multiplyHigh(m, w2);
    let carry1: u64 = f1 < m * w1 ? 1 : 0;
    f1 += carry2;
    if (f1 < carry2) carry1++;
    let f0 = m * w0 + multiplyHigh(m, w1) + carry1;

    n = <i32>(f0 >> 62);
    f0 = (f0 << 2) | (f1 >> 62);
    f1 = (f1 << 2) | (f2 >> 62);
    f2 <<= 2;
    // A fraction of a half or more is one quarter turn more and a negative rest.
    const negative = f0 >> 63 != 0;
    if (negative) {
      n++;
      f2 = ~f2 + 1;
      f1 = ~f1 + (f2 == 0 ? 1 : 0);
      f0 = ~f0 + (f1 == 0 && f2 == 0 ? 1 : 0);
    }
    // No double comes nearer to a multiple of π/2 than about 2⁻⁶², so 128 bits of it remain.
    let scale = 0;
    if (f0 == 0) {
      f0 = f1;
      f1 = f2;
      f2 = 0;
      scale = 64;
    }
    const zeros = clz(f0);
    if (zeros != 0) {
      f0 = (f0 << zeros) | (f1 >> (64 - zeros));
      f1 = (f1 << zeros) | (f2 >> (64 - zeros));
    }
    scale += <i32>zeros;

    // (f0, f1) · π/2: the upper 128 bits, 2¹²⁷ standing for 2^−scale.
    const cross = multiplyHigh(f1, HALF_PI_BITS_HIGH);
    const other = multiplyHigh(f0, HALF_PI_BITS_LOW);
    const partial = f0 * HALF_PI_BITS_HIGH;
    let productLow = partial + cross;
    let carry: u64 = productLow < cross ? 1 : 0;
    productLow += other;
    if (productLow < other) carry++;
    const productHigh = multiplyHigh(f0, HALF_PI_BITS_HIGH) + carry;

    // 53 bits make the first double, the next 53 the second.
    const unit = powerOfTwo(-63 - scale);
    high = <f64>(productHigh & 0xfffffffffffff800) * unit;
    low = <f64>(((productHigh & 0x7ff) << 42) | (productLow >> 22)) * unit * 2.2737367544323206e-13;
    const sum = high + low;
    low -= sum - high;
    high = sum;
    if (negative) {
      high = -high;
      low = -low;
    }
  }

  if (which == TAN) {
    const result = tanNearZero(high, low, (n & 1) != 0);
    return x < 0 ? -result : result;
  }
  // cos(a) = sin(a + π/2)
  const quadrant = which == COS ? n + 1 : n;
  let result = (quadrant & 1) != 0 ? cosNearZero(high, low) : sinNearZero(high, low);
  if ((quadrant & 2) != 0) result = -result;
  return which == SIN && x < 0 ? -result : result;
}

function exponentBits(x: f64): i32 {
  return <i32>((highWord(x) >> 20) & 0x7ff);
}

/** 64 bits that start `shift` bits after the word at `at`. */
function windowWord(at: usize, shift: u64): u64 {
  const word = load<u64>(at);
  return shift == 0 ? word : (word << shift) | (load<u64>(at, 8) >> (64 - shift));
}

/** sin(x + y), |x| ≤ π/4, y the tail of x. */
function sinNearZero(x: f64, y: f64): f64 {
  if (abs(x) < 7.450580596923828e-9) return x;
  const z = x * x;
  const v = z * x;
  const r = S2 + z * (S3 + z * (S4 + z * (S5 + z * S6)));
  if (y == 0) return x + v * (S1 + z * r);
  return x - (z * (0.5 * y - v * r) - y - v * S1);
}

/** cos(x + y), |x| ≤ π/4, y the tail of x. */
function cosNearZero(x: f64, y: f64): f64 {
  const word = highWord(x) & 0x7fffffff;
  if (word < 0x3e400000) return 1;
  const z = x * x;
  const r = z * (C1 + z * (C2 + z * (C3 + z * (C4 + z * (C5 + z * C6)))));
  if (word < 0x3fd33333) return 1 - (0.5 * z - (z * r - x * y));
  // 1 − ½z loses less when about a quarter of x is taken from both sides first.
  const quarter = word > 0x3fe90000 ? 0.28125 : reinterpret<f64>((<u64>(word - 0x00200000)) << 32);
  const half = 0.5 * z - quarter;
  return 1 - quarter - (half - (z * r - x * y));
}

/** tan(x + y), or −1 / tan(x + y) if `reciprocal`; |x| ≤ π/4, y the tail of x. */
function tanNearZero(x: f64, y: f64, reciprocal: bool): f64 {
  if (abs(x) < 3.725290298461914e-9 && !reciprocal) return x;
  const near = (highWord(x) & 0x7fffffff) >= 0x3fe59428; // |x| ≥ 0.6744
  const negative = x < 0;
  if (near) {
    if (negative) {
      x = -x;
      y = -y;
    }
    x = QUARTER_PI - x + (QUARTER_PI_LOW - y);
    y = 0;
  }
  const z = x * x;
  let w = z * z;
  const odd = T1 + w * (T3 + w * (T5 + w * (T7 + w * (T9 + w * T11))));
  const even = z * (T2 + w * (T4 + w * (T6 + w * (T8 + w * (T10 + w * T12)))));
  const cube = z * x;
  const r = y + z * (cube * (odd + even) + y) + T0 * cube;
  w = x + r;
  if (near) {
    const v: f64 = reciprocal ? -1 : 1;
    const result = v - 2 * (x - ((w * w) / (w + v) - r));
    return negative ? -result : result;
  }
  if (!reciprocal) return w;
  // −1 / w with the error of the quotient put right.
  const head = withoutLowWord(w);
  const tail = r - (head - x);
  const quotient = -1 / w;
  const t = withoutLowWord(quotient);
  return t + quotient * (1 + t * head + t * tail);
}
