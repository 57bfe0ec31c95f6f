/** assembly/math against the host's Math. */
import { beforeAll, describe, expect, test } from 'vitest';
import {
  bitsOf,
  Comparison,
  compileNumberCore,
  distance,
  type NumberCore,
  neighbour,
  Random,
} from './numbers-support.ts';

let core: NumberCore;

beforeAll(async () => {
  core = await compileNumberCore();
});

/** From here on angles are reduced by our own method, and a few results in ten thousand differ. */
const LARGE_ANGLE = 2 ** 19 * (Math.PI / 2);

const EDGES = [
  ...[0, -0, 1, -1, 0.5, -0.5, NaN, Infinity, -Infinity, 5e-324, -5e-324, 2, 10, 100, 1000],
  ...[1e15, 1e22, -2.5, 2.5, -1.5, 1.5, 0.49999999999999994, -0.49999999999999994, 2 ** 52 + 1],
  ...[Number.MAX_VALUE, 709.78, 709.79, 710.4, 710.5, -745.1, -745.2, 22, 21.999, 2 ** -28],
];

function shapes(random: Random): (() => number)[] {
  return [
    () => random.bits(),
    () => random.signed(),
    () => random.signed() * 8,
    () => random.signed() * 800,
    () => random.signed() * 2 ** random.below(60),
    () => random.signed() * 2 ** -random.below(1070),
    () => 1 + random.signed() * 2 ** -random.below(40),
    () => random.below(4000) - 2000,
  ];
}

const UNARY = [
  ...(['acos', 'asin', 'atan', 'acosh', 'asinh', 'atanh', 'cosh', 'sinh', 'tanh'] as const),
  ...(['exp', 'expm1', 'log', 'log1p', 'log2', 'log10', 'cbrt'] as const),
  ...(['round', 'sign', 'fround'] as const),
];

describe('functions of one number equal the host’s', () => {
  test.each(UNARY)('%s', (name) => {
    const seen = new Comparison();
    const actual = core.call(name);
    const expected = Math[name];
    const check = (value: number) => seen.same(actual(value), expected(value), name, value);
    EDGES.forEach(check);
    for (let power = -200; power < 200; power++) {
      check(10 ** power);
      check(2 ** power);
    }
    for (const next of shapes(new Random(21))) {
      for (let index = 0; index < 8_000; index++) check(next());
    }
    expect(seen.failures).toEqual([]);
  });

  test.each(['sin', 'cos', 'tan'] as const)('%s', (name) => {
    const seen = new Comparison();
    const actual = core.call(name);
    let large = 0;
    let different = 0;
    let worst = 0;
    const check = (value: number) => {
      const expected = Math[name](value);
      if (!(Math.abs(value) >= LARGE_ANGLE) || Math.abs(value) === Infinity) {
        seen.same(actual(value), expected, name, value);
        return;
      }
      const error = distance(actual(value), expected);
      large++;
      if (error !== 0) different++;
      worst = Math.max(worst, error);
    };
    EDGES.forEach(check);
    const random = new Random(22);
    for (const next of shapes(random)) {
      for (let index = 0; index < 8_000; index++) check(next());
    }
    for (let quarter = 1; quarter < 2_000; quarter++) {
      for (let steps = -2; steps <= 2; steps++) {
        check(neighbour((quarter * Math.PI) / 4, steps));
        check(-neighbour((quarter * Math.PI * 2 ** random.below(900)) / 4, steps));
      }
    }
    // The double that comes nearest to a multiple of π/2.
    check(6381956970095103 * 2 ** 797);
    expect(seen.failures).toEqual([]);
    expect(large).toBeGreaterThan(10_000);
    expect(worst).toBeLessThanOrEqual(1);
    expect(different / large).toBeLessThan(0.002);
  });
});

describe('functions of two numbers equal the host’s', () => {
  test.each([
    ['pow', Math.pow],
    ['atan2', Math.atan2],
    ['hypot2', Math.hypot],
  ] as const)('%s', (name, expected) => {
    const seen = new Comparison();
    const actual = core.call(name);
    const check = (a: number, b: number) => seen.same(actual(a, b), expected(a, b), name, a, b);
    const edges = [...EDGES, 3, -3, 1 / 3, 2 ** 53, -(2 ** 53), 1023, 1024, -1074, -1075];
    edges.push(neighbour(1, 1), neighbour(1, -1), -1e300, 1e-300, 2 ** 31, 2 ** 64, -(2 ** 31) - 1);
    for (const a of edges) for (const b of edges) check(a, b);
    const random = new Random(23);
    const makers = shapes(random);
    for (const first of makers) {
      for (const second of makers) {
        for (let index = 0; index < 1_500; index++) check(first(), second());
      }
    }
    for (let base = 1; base < 100; base++) {
      for (let power = -330; power < 330; power++) {
        check(base, power);
        check(base / 10, power);
      }
    }
    expect(seen.failures).toEqual([]);
  });

  test('min, max, imul, clz32', () => {
    const seen = new Comparison();
    for (const a of EDGES) {
      for (const b of EDGES) {
        seen.same(core.call('minimum')(a, b), Math.min(a, b), 'min', a, b);
        seen.same(core.call('maximum')(a, b), Math.max(a, b), 'max', a, b);
        seen.same(core.call('imul')(a, b), Math.imul(a, b), 'imul', a, b);
      }
      seen.same(core.call('clz32')(a), Math.clz32(a), 'clz32', a);
    }
    expect(seen.failures).toEqual([]);
  });
});

test('every NaN is the canonical one', () => {
  const canonical = 0x7ff8000000000000n;
  const other = new DataView(new ArrayBuffer(8));
  for (const pattern of [0xfff8000000000000n, 0x7ff8000000000001n, 0xffffffffffffffffn]) {
    other.setBigUint64(0, pattern);
    const value = other.getFloat64(0);
    const names = [...UNARY, 'sin', 'cos', 'tan', 'canonical'];
    for (const name of names) expect(bitsOf(core.call(name)(value)), name).toBe(canonical);
    for (const name of ['pow', 'atan2', 'hypot2', 'minimum', 'maximum', 'f64Remainder']) {
      expect(bitsOf(core.call(name)(value, 2)), name).toBe(canonical);
      expect(bitsOf(core.call(name)(2, value)), name).toBe(canonical);
    }
  }
  const outside: [string, ...number[]][] = [
    ...(['sin', 'cos', 'tan'] as const).map((name): [string, number] => [name, Infinity]),
    ...(['acos', 'asin', 'atanh', 'log1p', 'log', 'log2'] as const).map(
      (name): [string, number] => [name, -2],
    ),
    ['acosh', 0.5],
    ['log10', -Infinity],
    ['pow', 1, Infinity],
    ['pow', -2, 0.5],
    ['f64Remainder', 1, 0],
    ['f64Remainder', Infinity, 1],
  ];
  for (const [name, ...values] of outside) {
    expect(bitsOf(core.call(name)(...values)), name).toBe(canonical);
  }
});

describe('seeded random numbers', () => {
  const draw = (seed: number, count: number) => {
    core.call('seedRandom')(core.state, seed);
    return Array.from({ length: count }, () => core.call('nextRandom')(core.state));
  };

  test('follow xorshift128+ from a splitmix64 seed', () => {
    const mask = (1n << 64n) - 1n;
    const mix = (value: bigint) => {
      let mixed = value & mask;
      mixed = ((mixed ^ (mixed >> 30n)) * 0xbf58476d1ce4e5b9n) & mask;
      mixed = ((mixed ^ (mixed >> 27n)) * 0x94d049bb133111ebn) & mask;
      return mixed ^ (mixed >> 31n);
    };
    const seed = bitsOf(42.5);
    let first = mix(seed + 0x9e3779b97f4a7c15n);
    let second = mix(seed + 2n * 0x9e3779b97f4a7c15n);
    for (const actual of draw(42.5, 1000)) {
      let next = first;
      first = second;
      next ^= (next << 23n) & mask;
      next ^= (next >> 17n) ^ first ^ (first >> 26n);
      second = next;
      expect(actual).toBe(Number(((first + second) & mask) >> 11n) / 2 ** 53);
    }
  });

  test('depend on the seed alone and fill [0, 1) evenly', () => {
    expect(draw(7, 5)).toEqual(draw(7, 5));
    expect(draw(7, 5)).not.toEqual(draw(8, 5));
    expect(draw(-0, 5)).toEqual(draw(0, 5));
    const buckets = new Array<number>(10).fill(0);
    const drawn = draw(1, 100_000);
    expect(drawn.every((value) => value >= 0 && value < 1)).toBe(true);
    for (const value of drawn) buckets[Math.floor(value * 10)]!++;
    // Ten standard deviations of a fair draw are about 950.
    for (const count of buckets) expect(Math.abs(count - 10_000)).toBeLessThan(950);
  });
});
