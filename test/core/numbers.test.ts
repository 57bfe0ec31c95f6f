/** assembly/numbers against the host: every text and every bit must be the same. */
import { beforeAll, describe, expect, test } from 'vitest';
import {
  Comparison,
  compileNumberCore,
  type NumberCore,
  neighbour,
  partsOf,
  Random,
} from './numbers-support.ts';

let core: NumberCore;

beforeAll(async () => {
  core = await compileNumberCore();
});

const SPECIAL = [
  0,
  -0,
  1,
  -1,
  5,
  -5,
  1.5,
  -6,
  0.1,
  NaN,
  Infinity,
  -Infinity,
  5e-324,
  -5e-324,
  Number.MAX_VALUE,
  -Number.MAX_VALUE,
  2 ** -1022,
  2 ** 31,
  -(2 ** 31),
  2 ** 31 - 1,
  2 ** 32,
  2 ** 53,
  2 ** 53 - 1,
  2 ** 63,
  -(2 ** 63),
  2 ** 64,
  1e21,
  999999999999999900000,
  1e-6,
  1e-7,
  123456789012345680000,
];

/** Both directions at once. */
function roundTrip(seen: Comparison, value: number): void {
  const text = String(value);
  seen.same(core.format('formatNumber', value), text, 'formatNumber', value);
  seen.same(core.parse('stringToNumber', text), value, 'stringToNumber', text);
}

describe('shortest text and back', () => {
  test('special values', () => {
    const seen = new Comparison();
    for (const value of SPECIAL) {
      seen.same(core.format('formatNumber', value), String(value), 'formatNumber');
      seen.same(core.parse('stringToNumber', String(value)), value === 0 ? 0 : value, 'read');
    }
    expect(seen.failures).toEqual([]);
  });

  test('200,000 random bit patterns', () => {
    const seen = new Comparison();
    const random = new Random(1);
    for (let index = 0; index < 200_000; index++) roundTrip(seen, random.bits());
    expect(seen.count).toBe(400_000);
    expect(seen.failures).toEqual([]);
  });

  test('integers, decimals with few digits, fractions of powers of two', () => {
    const seen = new Comparison();
    const random = new Random(2);
    for (let index = 0; index < 30_000; index++) {
      const integer = random.uint32() * 2 ** 21 + (random.uint32() >>> 11);
      roundTrip(seen, integer);
      roundTrip(seen, random.uint32() | 0);
      roundTrip(seen, random.below(1_000_000) / 10 ** random.below(12));
      roundTrip(seen, integer * 2 ** (random.below(200) - 140));
    }
    expect(seen.failures).toEqual([]);
  });

  test('neighbours of all powers of two and ten, subnormals', () => {
    const seen = new Comparison();
    const random = new Random(3);
    const around = (value: number) => {
      for (let steps = -3; steps <= 3; steps++) roundTrip(seen, neighbour(value, steps));
    };
    for (let exponent = -1074; exponent < 1024; exponent++) around(2 ** exponent);
    for (let exponent = -323; exponent < 309; exponent++) around(Number(`1e${exponent}`));
    for (let index = 0; index < 10_000; index++) {
      roundTrip(seen, random.uint32() * 5e-324 * (index & 1 ? 1 : random.below(1 << 20)));
    }
    expect(seen.failures).toEqual([]);
  });

  test('two shortest texts equally near', () => {
    const seen = new Comparison();
    const random = new Random(4);
    // Quarters just below 2⁵¹: 0.25 lies between .2 and .3, 0.75 between .7 and .8.
    for (let index = 0; index < 5_000; index++) {
      const integer = 2 ** 50 + random.uint32() * 2 ** 18 + random.below(2 ** 18);
      for (const fraction of [0.25, 0.5, 0.75, 0.125, 0.375]) roundTrip(seen, integer + fraction);
    }
    expect(seen.failures).toEqual([]);
  });
});

test('the powers of ten are the least 128-bit integers not below', () => {
  const store = core.call('storePowerOfTen');
  const length = (value: bigint) => value.toString(2).length;
  const seen = new Comparison();
  for (let power = -342; power <= 324; power++) {
    const whole = 10n ** BigInt(Math.abs(power));
    let expected: bigint;
    if (power >= 0) {
      const cut = BigInt(length(whole) - 128);
      expected = cut <= 0n ? whole << -cut : -(-whole >> cut);
    } else {
      // 1 / 10ⁿ lies in (2^−length, 2^(1−length)); −(−a / b) rounds up.
      const up = 1n << BigInt(length(whole) + 127);
      expected = (up + whole - 1n) / whole;
    }
    store(power, core.out);
    const stored =
      (core.memory.readBigUInt64LE(core.out) << 64n) | core.memory.readBigUInt64LE(core.out + 8);
    seen.same(stored, expected, '10 **', power);
  }
  expect(seen.failures).toEqual([]);
});

describe('reading decimals', () => {
  test('random digits, points and exponents, in both widths', () => {
    const seen = new Comparison();
    const random = new Random(5);
    for (let index = 0; index < 60_000; index++) {
      const count = 1 + random.below(index % 10 ? 25 : 60);
      let text = '';
      for (let digit = 0; digit < count; digit++) text += random.below(10);
      if (index & 1) {
        const point = random.below(count + 1);
        text = `${text.slice(0, point)}.${text.slice(point)}`;
      }
      if (index & 2) text += `e${random.below(700) - 350}`;
      if (index & 4) text = `-${text}`;
      seen.same(core.parse('parseDecimal', text, (index & 8) !== 0), Number(text), text);
    }
    expect(seen.failures).toEqual([]);
  });

  test('midpoints between doubles, all their digits, and a little beside them', () => {
    const seen = new Comparison();
    const random = new Random(6);
    let longest = 0;
    for (let index = 0; index < 5_000; index++) {
      let value = Math.abs(index % 3 ? random.bits() : random.signed() * 10 ** random.below(20));
      if (index % 7 === 0) value *= 2 ** -1000; // Subnormal, or zero.
      if (!(value < Number.MAX_VALUE)) continue;
      const { mantissa, exponent } = partsOf(value);
      const half = exponent - 1;
      const twice = 2n * mantissa + 1n;
      const digits = (half >= 0 ? twice << BigInt(half) : twice * 5n ** BigInt(-half)).toString();
      const power = Math.min(half, 0);
      longest = Math.max(longest, digits.length);
      const texts = [
        `${digits}e${power}`,
        `${BigInt(digits) - 1n}e${power}`,
        `${digits}000000001e${power - 9}`,
        `${digits}${'0'.repeat(900)}1e${power - 901}`,
        `0.${'0'.repeat(random.below(50))}${digits}`,
        `${digits.slice(0, 30)}.${digits.slice(30)}`,
      ];
      for (const text of texts) seen.same(core.parse('stringToNumber', text), Number(text), text);
    }
    expect(longest).toBeGreaterThan(700);
    expect(seen.failures).toEqual([]);
  });

  test('long inputs and extreme exponents', () => {
    const seen = new Comparison();
    const zeros = '0'.repeat(20_000);
    const nines = '9'.repeat(20_000);
    const texts = [
      `${zeros}1`,
      `0.${zeros}1`,
      `0.${zeros}1e20001`,
      `1${zeros}e-20000`,
      `1${zeros}`,
      `0.${nines}`,
      `1.${nines}`,
      `${nines}e-20000`,
      `9007199254740992.${'9'.repeat(500)}`,
      `9007199254740993.${zeros}`,
      `9007199254740993.${zeros}1`,
      `1e${zeros}5`,
      `1e-${zeros}5`,
      '1e99999999999999999999',
      '1e-99999999999999999999',
      '0e99999999999999999999',
      '1.7976931348623158e308',
      '1.7976931348623159e308',
      '2.4703282292062327e-324',
      '2.4703282292062328e-324',
    ];
    for (const text of texts) {
      seen.same(core.parse('stringToNumber', text), Number(text), text.slice(0, 30));
      seen.same(core.parse('parseFloatPrefix', `${text}x`), Number(text), text.slice(0, 30));
    }
    expect(seen.failures).toEqual([]);
  });
});

describe('texts that are more or less than a decimal', () => {
  test('Number() and parseFloat() on fragments', () => {
    const seen = new Comparison();
    const random = new Random(7);
    const starts = ['', '0x', '0b', '0o', '0X', '-', 'Infinity', ' ', '1', '+.', '-0'];
    const alphabet = '0123456789..ee+-xXbBoO Infinity\t\n\u00a0_aFg';
    for (let index = 0; index < 100_000; index++) {
      let text = starts[random.below(starts.length)]!;
      for (let count = random.below(9); count > 0; count--) {
        text += random.below(2) ? random.below(2) : alphabet[random.below(alphabet.length)];
      }
      const wide = (index & 1) !== 0;
      seen.same(core.parse('stringToNumber', text, wide), Number(text), `Number("${text}")`);
      seen.same(core.parse('parseFloatPrefix', text, wide), parseFloat(text), `float "${text}"`);
    }
    expect(seen.failures).toEqual([]);
  });

  test('every code unit beside a digit', () => {
    const seen = new Comparison();
    for (let unit = 0; unit < 65536; unit++) {
      const character = String.fromCharCode(unit);
      for (const text of [`${character}1`, `1${character}`]) {
        seen.same(core.parse('stringToNumber', text, true), Number(text), unit);
        seen.same(core.parse('parseIntPrefix', text, true, 36), parseInt(text, 36), unit);
      }
    }
    expect(seen.failures).toEqual([]);
  });

  test('parseDecimal takes no white space, radix prefix or rest', () => {
    for (const text of [
      '',
      ' 1',
      '1 ',
      '0x1',
      '1e',
      '1e+',
      '.',
      '-',
      'Infinit',
      'infinity',
      '1_0',
    ]) {
      expect(core.parse('parseDecimal', text), text).toBeNaN();
    }
    expect(core.parse('parseDecimal', '-Infinity')).toBe(-Infinity);
    expect(core.parse('parseDecimal', '+.5e1')).toBe(5);
  });
});

describe('long texts in chunks', () => {
  const LONG_NUMBER_TEXT = 64;
  const modes = { stringToNumber: 0, parseFloatPrefix: 1, parseIntPrefix: 2 };

  /** Condenses `text` in chunks of random length, then reads what is left of it. */
  function condensed(name: keyof typeof modes, text: string, random: Random, radix = 0): number {
    const wide = /[^\0-\xff]/.test(text);
    core.memory.write(text, core.text, wide ? 'utf16le' : 'latin1');
    core.call('beginLongNumber')(core.state, modes[name], radix);
    const longest = 1 + random.below(Math.max(2, text.length));
    let from = 0;
    while (from < text.length) {
      const to = Math.min(text.length, from + 1 + random.below(longest));
      if (!core.call('feedLongNumber')(core.state, core.text, from, to, wide ? 1 : 0)) break;
      from = to;
    }
    const length = core.call('endLongNumber')(core.state);
    expect(length).toBeLessThan(1216 - LONG_NUMBER_TEXT);
    const last = name === 'parseIntPrefix' ? [radix, core.scratch] : [core.scratch];
    return core.call(name)(core.state + LONG_NUMBER_TEXT, length, 0, ...last);
  }

  test('read as the whole text does', () => {
    const seen = new Comparison();
    const random = new Random(14);
    const pieces = [
      '0',
      '1',
      '9',
      '.',
      'e',
      'E',
      '-',
      '+',
      ' ',
      '\u2003',
      'x',
      '0x',
      '0b',
      'f',
      'Z',
    ];
    pieces.push(
      'Infinity',
      'Inf',
      '0'.repeat(900),
      '9'.repeat(900),
      '5'.repeat(30),
      ' '.repeat(50),
    );
    const starts = ['', '', '0x', '-0X', '0b1', '0o', ' \n-', '0.', '-.', '1.5e', '7'.repeat(799)];
    for (let index = 0; index < 20_000; index++) {
      let text = starts[random.below(starts.length)]!;
      for (let count = random.below(7); count > 0; count--) {
        text += pieces[random.below(index & 1 ? 4 : pieces.length)];
      }
      const about = `${text.slice(0, 40)} (${text.length})`;
      seen.same(condensed('stringToNumber', text, random), Number(text), 'Number', about);
      seen.same(condensed('parseFloatPrefix', text, random), parseFloat(text), 'float', about);
      for (const radix of [0, 16, 2 + random.below(35), 37]) {
        const actual = condensed('parseIntPrefix', text, random, radix);
        seen.same(actual, parseInt(text, radix), 'int', about, radix);
      }
    }
    expect(seen.failures).toEqual([]);
  });

  test('a midpoint decided by its last digit', () => {
    const random = new Random(15);
    const { mantissa } = partsOf(5e-324);
    const midpoint = ((2n * mantissa + 1n) * 5n ** 1075n).toString();
    for (const rest of ['', `${'0'.repeat(5000)}1`]) {
      const text = `${'0'.repeat(5000)}.${'0'.repeat(1075 - midpoint.length)}${midpoint}${rest}`;
      expect(condensed('stringToNumber', text, random)).toBe(Number(text));
    }
    const wide = 'z'.repeat(10_000);
    expect(condensed('parseIntPrefix', wide, random, 36)).toBe(Infinity);
  });
});

test('parseInt in every radix', () => {
  const seen = new Comparison();
  const random = new Random(8);
  const alphabet = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFXYZ_';
  const exact = [2, 4, 8, 10, 16, 32];
  const starts = ['', '-', '+', ' ', '0x', '-0X', '\ufeff', '000', '--'];
  for (let index = 0; index < 60_000; index++) {
    const radix = index % 3 ? random.below(41) - 2 : exact[random.below(6)]!;
    const start = starts[random.below(starts.length)]!;
    const known = random.below(6) ? Math.min(Math.max(radix, 2), 36) : alphabet.length;
    let text = start;
    for (let count = random.below(index % 9 ? 20 : 400); count > 0; count--) {
      text += alphabet[random.below(known)];
    }
    const wide = start === '\ufeff' || (index & 1) !== 0;
    seen.same(core.parse('parseIntPrefix', text, wide, radix), parseInt(text, radix), text, radix);
  }
  expect(seen.failures).toEqual([]);
});

describe('a given number of digits', () => {
  test('toFixed, toExponential, toPrecision', () => {
    const seen = new Comparison();
    const random = new Random(9);
    const check = (value: number, digits: number) => {
      const about = [value, digits];
      seen.same(core.format('formatFixed', value, digits), value.toFixed(digits), ...about);
      seen.same(
        core.format('formatExponential', value, digits),
        value.toExponential(digits),
        ...about,
      );
      seen.same(core.format('formatExponential', value, -1), value.toExponential(), ...about);
      const precision = Math.max(digits, 1);
      seen.same(
        core.format('formatPrecision', value, precision),
        value.toPrecision(precision),
        ...about,
      );
    };
    for (const value of SPECIAL) {
      for (const digits of [0, 1, 2, 7, 20, 21, 22, 99, 100]) check(value, digits);
    }
    for (let index = 0; index < 20_000; index++) {
      check(random.bits(), random.below(101));
      check(random.signed() * 10 ** (random.below(30) - 12), random.below(24));
      // Ties, and values that round up to a power of ten.
      check(random.below(4000) / 2 ** random.below(13), random.below(9));
      check(10 ** random.below(9) - 10 ** -random.below(12), random.below(12));
      check(random.below(100_000) / 100, 2);
    }
    expect(seen.failures).toEqual([]);
  });

  test('toString in every radix', () => {
    const seen = new Comparison();
    const random = new Random(10);
    const check = (value: number, radix: number) => {
      seen.same(core.format('formatRadix', value, radix), value.toString(radix), value, radix);
    };
    for (let radix = 2; radix <= 36; radix++) {
      if (radix === 10) continue;
      for (const value of SPECIAL) check(value, radix);
      for (let index = 0; index < 1_000; index++) {
        check(random.bits(), radix);
        check(random.signed() * 2 ** random.below(80), radix);
        check(random.uint32(), radix);
        check(1 - 2 ** -random.below(54), radix);
      }
    }
    expect(seen.failures).toEqual([]);
  });
});

describe('integers and remainders', () => {
  test('ToInt32, ToUint32', () => {
    const seen = new Comparison();
    const random = new Random(11);
    const toInt32 = core.call('toInt32');
    const toUint32 = core.call('toUint32');
    const check = (value: number) => {
      seen.same(toInt32(value), value | 0, 'toInt32', value);
      seen.same(toUint32(value) >>> 0, value >>> 0, 'toUint32', value);
    };
    SPECIAL.forEach(check);
    for (let index = 0; index < 50_000; index++) {
      check(random.bits());
      check(random.signed() * 2 ** random.below(90));
    }
    expect(seen.failures).toEqual([]);
  });

  test('%', () => {
    const seen = new Comparison();
    const random = new Random(12);
    const remainder = core.call('f64Remainder');
    const check = (a: number, b: number) => seen.same(remainder(a, b), a % b, a, '%', b);
    for (const a of SPECIAL) for (const b of SPECIAL) check(a, b);
    for (let index = 0; index < 50_000; index++) {
      check(random.bits(), random.bits());
      check(random.bits(), random.signed() * 1000);
      check(random.signed() * 2 ** random.below(60), random.below(1000) - 500);
      check(random.uint32() | 0, (random.uint32() | 0) >> random.below(31));
      check(random.signed() * 100, random.signed());
    }
    expect(seen.failures).toEqual([]);
  });

  test('canonical array indices', () => {
    const seen = new Comparison();
    const random = new Random(13);
    const check = (text: string, wide: boolean) => {
      core.memory.write(text, core.text, wide ? 'utf16le' : 'latin1');
      const found = core.call('arrayIndexOfString')(core.text, text.length, wide ? 1 : 0) >>> 0;
      const index = Number(text) >>> 0;
      const expected = String(index) === text && index !== 0xffffffff ? index : 0xffffffff;
      seen.same(found, expected, text);
    };
    const texts = ['', '0', '00', '01', '-0', '-1', '1.0', '1e3', ' 1', '4294967294'];
    texts.push('4294967295', '4294967296', '9999999999', '10000000000', 'a', '1a', '\u0131', '٣');
    for (const text of texts) check(text, true);
    for (let index = 0; index < 20_000; index++) {
      check(String(random.uint32() >>> random.below(32)), false);
      check(String(4294967000 + random.below(600)), (index & 1) !== 0);
    }
    expect(seen.failures).toEqual([]);
  });
});
