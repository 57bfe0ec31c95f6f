import { beforeAll, describe, expect, it } from 'vitest';
import { H_CONSTANTS_END } from '../../assembly/memory-map';
import { StringNative } from '../../assembly/natives/string-rows';
import { DELEGATED, hash, Region, Rope, UNDEFINED } from './string-region';

/** A small generator of numbers, the same on every run. */
function randomly(seed: number) {
  let state = seed;
  const next = (bound: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
  const alphabets = [
    'ab',
    "abcXYZ $&`'1",
    'aßµÿÀéÅ\xa0Z',
    'aλΣσςΑ’',
    '\ud83d\ude00\ud800\udc00a',
    '"\\\n\u0001x',
  ];
  const text = (longest: number, alphabet = alphabets[next(alphabets.length)]) => {
    let result = '';
    for (let length = next(longest + 1); length > 0; length--)
      result += alphabet[next(alphabet.length)];
    return result;
  };
  return { next, text, pick: <T>(list: T[]) => list[next(list.length)] };
}

let region: Region;

beforeAll(() => {
  region = new Region(['constant', 'λ-constant']);
});

describe('flat strings', () => {
  it('compares and hashes as JavaScript does', () => {
    const { text } = randomly(1);
    for (let i = 0; i < 2000; i++) {
      const a = text(12);
      const b = i % 4 === 0 ? a : text(12);
      const [x, y] = [region.string(a), region.string(b)];
      expect(region.core.stringEquals(x, y) !== 0).toBe(a === b);
      expect(Math.sign(region.core.compareStrings(x, y))).toBe(a < b ? -1 : Number(a > b));
      expect(region.core.hashString(x) >>> 0).toBe(hash(a));
      expect(region.core.stringEquals(x, y) !== 0).toBe(a === b);
    }
  });

  it('compares long strings in chunks and remembers nothing', () => {
    const long = 'abcdefgh'.repeat(60_000);
    const other = `${long.slice(0, -1)}!`;
    const wide = `λ${long.slice(1)}`;
    for (const [a, b] of [
      [long, long],
      [long, other],
      [other, long],
      [wide, wide],
      [long, wide],
      [wide, long],
      [long, `${long}x`],
    ]) {
      const [x, y] = [region.string(a), region.string(b)];
      const chunks = region.workChunks;
      expect(region.settle(() => region.core.equalStrings(x, y)) !== 0).toBe(a === b);
      const order = region.settle(() => region.core.orderStrings(x, y), -(2 ** 31));
      expect(Math.sign(order)).toBe(a < b ? -1 : Number(a > b));
      expect(region.workChunks).toBeGreaterThan(chunks);
    }
  });
});

describe('ropes', () => {
  it('joins and flattens trees of any shape', () => {
    const { next, text } = randomly(2);
    const pool: [string, number][] = [];
    for (let i = 0; i < 40; i++) {
      const piece = text(40);
      pool.push([piece, region.string(piece)]);
    }
    for (let i = 0; i < 1500; i++) {
      const [a, x] = pool[next(pool.length)];
      const [b, y] = pool[next(pool.length)];
      if (i % 7 === 0) region.starve();
      const sum = region.concat(x, y);
      if (a.length + b.length > 20_000) continue;
      pool[next(pool.length)] = [a + b, sum];
      if (i % 5 === 0) {
        if (i % 3 === 0) region.starve();
        expect(region.read(region.flat(sum))).toBe(a + b);
        expect(region.flat(sum)).toBe(region.flat(sum));
      }
      expect(region.read(sum)).toBe(a + b);
    }
  });

  it('flattens deep ropes in chunks, whichever way they lean', () => {
    for (const wide of [false, true]) {
      const unit = region.string(wide ? 'λx' : 'yx');
      let right = region.string('');
      let left = right;
      for (let i = 0; i < 60_000; i++) {
        right = region.concat(right, unit);
        left = region.concat(unit, left);
      }
      let mixed = unit;
      for (let i = 0; i < 60_000; i++)
        mixed = i % 2 ? region.concat(mixed, unit) : region.concat(unit, mixed);
      const text = (wide ? 'λx' : 'yx').repeat(60_000);
      const chunks = region.workChunks;
      expect(region.read(region.flat(right)) === text).toBe(true);
      expect(region.read(region.flat(left)) === text).toBe(true);
      expect(region.read(region.flat(mixed)) === (wide ? 'λx' : 'yx') + text).toBe(true);
      expect(region.workChunks - chunks).toBeGreaterThan(10);
    }
  });

  it('doubles: shared parts, a leaf larger than a chunk', () => {
    let text = 'abcdefghijklmnopqrstuvwxyz';
    let rope = region.string(text);
    for (let i = 0; i < 14; i++) {
      rope = region.concat(rope, rope);
      text += text;
      if (i === 10) region.flat(rope);
    }
    const before = region.charged;
    expect(region.read(region.flat(rope)) === text).toBe(true);
    expect(region.charged - before).toBeGreaterThan(text.length / 64);
  });
});

describe('interning', () => {
  it('gives one string for each content', () => {
    const { text } = randomly(3);
    const known = new Map<string, number>();
    for (let i = 0; i < 30_000; i++) {
      const content = i % 2 ? `key${i % 9000}` : text(4);
      if (i % 11 === 0) region.starve();
      const interned = region.intern(region.string(content));
      expect(region.read(interned)).toBe(content);
      if (known.has(content)) expect(interned).toBe(known.get(content));
      known.set(content, interned);
    }
  });

  it('finds constants, and hashes long strings in chunks', () => {
    const end = region.view.getUint32(H_CONSTANTS_END, true);
    expect(region.intern(region.string('constant'))).toBeLessThan(end);
    expect(region.intern(region.string('λ-constant'))).toBeLessThan(end);
    const long = 'x'.repeat(300_000);
    const chunks = region.workChunks;
    const interned = region.intern(region.string(long));
    expect(region.workChunks - chunks).toBeGreaterThan(5);
    expect(region.intern(region.string(long))).toBe(interned);
    expect(region.view.getUint32(interned + 12, true)).toBe(hash(long));
  });
});

describe('conversions', () => {
  it('writes numbers and reads them', () => {
    for (const value of [
      0,
      -0,
      7,
      10,
      -1,
      1.5,
      1e21,
      5e-324,
      Number.NaN,
      Infinity,
      -Infinity,
      0.1,
      123456789,
    ]) {
      expect(region.text(() => region.core.numberToString(value))).toBe(String(value));
    }
    for (const text of ['', ' 12 ', '1e3', '0x1f', 'x', '\u2003٣', 'λ', '-Infinity']) {
      expect(region.core.stringToNumberValue(region.string(text))).toBe(Number(text));
    }
    for (const value of [undefined, null, true, false, 3, 'text']) {
      const boxed = region.box(value);
      expect(region.text(() => region.core.primitiveToString(boxed))).toBe(String(value));
    }
    for (const [text, index] of [
      ['0', 0],
      ['10', 10],
      ['01', -1],
      ['4294967294', 4294967294],
      ['4294967295', -1],
      ['', -1],
    ]) {
      expect(region.core.arrayIndexOf(region.string(text as string)) >>> 0).toBe(
        (index as number) >>> 0,
      );
    }
  });
});

describe('long texts and large arrays', () => {
  it('reads numbers from long strings in chunks', () => {
    for (const text of [
      `${' '.repeat(200_000)}12.5e1${'\n'.repeat(100_000)}`,
      `0.${'0'.repeat(200_000)}1e200000`,
      '9'.repeat(200_000),
      `0x${'0'.repeat(100_000)}ff`,
      `${'1'.repeat(150_000)}x`,
      `\u2003${'7'.repeat(100_000)}e-99999`,
    ]) {
      const address = region.string(text);
      const chunks = region.workChunks;
      expect(region.native(StringNative.TO_NUMBER, new Rope(address))).toBe(Number(text));
      expect(region.workChunks).toBeGreaterThan(chunks);
      const half = region.concat(
        region.string(text.slice(0, 1000)),
        region.string(text.slice(1000)),
      );
      expect(region.native(StringNative.TO_NUMBER, new Rope(half))).toBe(Number(text));
    }
  });

  it('grows elements in chunks', () => {
    const slots = (count: number, fill: (i: number) => bigint) => {
      const text = region.string('x'.repeat(count * 8 - 8));
      region.view.setUint32(text, (count * 8 + 8) | 1, true);
      for (let i = 0; i < count; i++) region.view.setBigUint64(text + 8 + 8 * i, fill(i), true);
      return text;
    };
    const elements = slots(30_000, (i) => region.box(i));
    const internal = (address: number) => (0xfffa0000n << 32n) | BigInt(address);
    const array = slots(3, (i) => (i === 1 ? internal(elements) : UNDEFINED));
    region.starve();
    let started = false;
    const chunks = region.workChunks;
    region.settle(() => {
      const grown = region.view.getUint32(array + 16, true);
      if (grown !== elements) return 0;
      started = region.core.startGrowElements(array, 50_000) === 2;
      return started ? 2 : 1;
    });
    expect(started).toBe(true);
    expect(region.workChunks - chunks).toBe(7);
    const grown = region.view.getUint32(array + 16, true);
    expect(region.view.getUint32(grown, true)).toBe((8 + 50_000 * 8) | 1);
    for (let i = 0; i < 50_000; i++) {
      const slot = region.view.getBigUint64(grown + 8 + 8 * i, true);
      if (slot !== (i < 30_000 ? region.box(i) : UNDEFINED + 4n)) throw new Error(`slot ${i}`);
    }
  });
});

type Method = [
  native: number,
  name: string,
  operands: (text: () => string, number: () => number) => unknown[],
];

const position = (number: () => number) => (number() > 6 ? [number()] : []);
const methods: Method[] = [
  [StringNative.CHAR_AT, 'charAt', (_, n) => [n()]],
  [StringNative.CHAR_CODE_AT, 'charCodeAt', (_, n) => [n()]],
  [StringNative.CODE_POINT_AT, 'codePointAt', (_, n) => [n()]],
  [StringNative.AT, 'at', (_, n) => [n()]],
  [StringNative.CONCAT, 'concat', (t) => [t(), t(), t()]],
  [StringNative.ENDS_WITH, 'endsWith', (t, n) => [t(), ...position(n)]],
  [StringNative.INCLUDES, 'includes', (t, n) => [t(), ...position(n)]],
  [StringNative.INDEX_OF, 'indexOf', (t, n) => [t(), ...position(n)]],
  [StringNative.LAST_INDEX_OF, 'lastIndexOf', (t, n) => [t(), ...position(n)]],
  [StringNative.PAD_END, 'padEnd', (t, n) => [n() * 2, t()]],
  [StringNative.PAD_START, 'padStart', (t, n) => [n() * 2, t()]],
  [StringNative.REPEAT, 'repeat', (_, n) => [Math.abs(n())]],
  [StringNative.REPLACE, 'replace', (t) => [t(), t()]],
  [StringNative.REPLACE_ALL, 'replaceAll', (t) => [t(), t()]],
  [StringNative.SLICE, 'slice', (_, n) => [n(), ...position(n)]],
  [StringNative.SPLIT, 'split', (t, n) => [t(), ...position(n)]],
  [StringNative.STARTS_WITH, 'startsWith', (t, n) => [t(), ...position(n)]],
  [StringNative.SUBSTRING, 'substring', (_, n) => [n(), ...position(n)]],
  [StringNative.SUBSTR, 'substr', (_, n) => [n(), ...position(n)]],
  [StringNative.TO_LOWER_CASE, 'toLowerCase', () => []],
  [StringNative.TO_UPPER_CASE, 'toUpperCase', () => []],
  [StringNative.TRIM, 'trim', () => []],
  [StringNative.TRIM_START, 'trimStart', () => []],
  [StringNative.TRIM_END, 'trimEnd', () => []],
];

describe('natives', () => {
  it.each(methods)('%i %s is that of JavaScript', (native, name, operands) => {
    const { next, text, pick } = randomly(native);
    const number = () =>
      pick(
        [0, 1, 2, 3, 5, 8, 13, 40, -1, -3, -50, 2.5, Number.NaN, Infinity, 1e10, 4294967297].slice(
          0,
          12,
        ),
      );
    const alphabets = ['ab', "ab$&`'", 'aßµÿé $', 'λσΣa ', '\ud83d\ude00a'];
    for (let i = 0; i < 1200; i++) {
      const alphabet = pick(alphabets);
      const receiver = text(next(4) ? 12 : 60, next(3) ? alphabet : undefined);
      const values = operands(() => text(next(3) ? 3 : 8, alphabet), number);
      const oracle = (receiver as any)[name](...values);
      if (i % 10 === 0) region.starve();
      expect([receiver, values, region.native(native, receiver, ...values)]).toEqual([
        receiver,
        values,
        oracle,
      ]);
    }
  });

  it('takes huge and odd positions', () => {
    for (const value of [
      Number.NaN,
      Infinity,
      -Infinity,
      1e10,
      4294967297,
      -4294967297,
      undefined,
      null,
      true,
    ]) {
      for (const [native, name] of [
        [StringNative.CHAR_AT, 'charAt'],
        [StringNative.CHAR_CODE_AT, 'charCodeAt'],
        [StringNative.AT, 'at'],
        [StringNative.SLICE, 'slice'],
        [StringNative.SUBSTRING, 'substring'],
        [StringNative.SUBSTR, 'substr'],
      ] as const) {
        expect([name, value, region.native(native, 'text', value)]).toEqual([
          name,
          value,
          ('text' as any)[name](value),
        ]);
        expect(region.native(native, 'text', 1, value)).toEqual(('text' as any)[name](1, value));
      }
      expect(region.native(StringNative.INDEX_OF, 'text', 't', value)).toBe(
        'text'.indexOf('t', value as any),
      );
      expect(region.native(StringNative.LAST_INDEX_OF, 'text', 't', value)).toBe(
        'text'.lastIndexOf('t', value as any),
      );
      expect(region.native(StringNative.ENDS_WITH, 'text', 't', value)).toBe(
        'text'.endsWith('t', value as any),
      );
    }
    expect(region.native(StringNative.INCLUDES, 'a null', null)).toBe(true);
    expect(region.native(StringNative.INDEX_OF, 'a5', 5)).toBe(1);
  });

  it('makes and takes code units and points', () => {
    const { next, text } = randomly(5);
    for (let i = 0; i < 500; i++) {
      const units = Array.from({ length: next(6) }, () => (next(2) ? next(256) : next(70_000)));
      expect(region.native(StringNative.FROM_CHAR_CODE, undefined, ...units)).toBe(
        String.fromCharCode(...units),
      );
      const points = units.map((unit) => (unit * 16) % 0x110000);
      expect(region.native(StringNative.FROM_CODE_POINT, undefined, ...points)).toBe(
        String.fromCodePoint(...points),
      );
      const receiver = text(8);
      const well = receiver as any;
      expect(region.native(StringNative.IS_WELL_FORMED, receiver)).toBe(well.isWellFormed());
      expect(region.native(StringNative.TO_WELL_FORMED, receiver)).toBe(well.toWellFormed());
      expect(region.native(StringNative.ESCAPE_JSON, receiver)).toBe(JSON.stringify(receiver));
      const points2: unknown[] = [];
      for (let index = 0; ; ) {
        const point = region.native(StringNative.ITERATE, receiver, index);
        if (point === undefined) break;
        points2.push(point);
        index += (point as string).length;
      }
      expect(points2).toEqual([...receiver]);
    }
    expect(region.native(StringNative.FROM_CODE_POINT, undefined, 1.5)).toBe(DELEGATED);
    expect(region.native(StringNative.FROM_CODE_POINT, undefined, 0x110000)).toBe(DELEGATED);
    for (let unit = 0; unit < 0x800; unit++) {
      const one = `${String.fromCharCode(unit)}`;
      expect(region.native(StringNative.ESCAPE_JSON, `12345678${one}`)).toBe(
        JSON.stringify(`12345678${one}`),
      );
    }
  });

  it('converts the case of every code point, and of Σ in context', () => {
    const mismatches: string[] = [];
    const check = (native: number, name: 'toUpperCase' | 'toLowerCase', text: string) => {
      const given = region.native(native, text);
      if (given !== text[name]())
        mismatches.push(`${name} ${shown(text)}: ${shown(String(given))}`);
    };
    // The tables are Unicode 17's; an older Node knows fewer letters.
    const known = (point: number) => /\p{Assigned}/u.test(String.fromCodePoint(point));
    const pages: string[] = [];
    for (let page = 0; page < 0x1100; page++) {
      if (page >= 0xd8 && page < 0xe0) continue;
      if (page >= 0x200 && page !== 0xe00 && page !== 0xe01) continue;
      let text = '';
      for (let point = page << 8; point < (page + 1) << 8; point++) {
        if (known(point)) text += `${String.fromCodePoint(point)}.`;
      }
      pages.push(text);
    }
    for (const text of pages) {
      check(StringNative.TO_UPPER_CASE, 'toUpperCase', text);
      check(StringNative.TO_LOWER_CASE, 'toLowerCase', text);
    }
    const { next, text } = randomly(6);
    const around = [
      'a',
      'Σ',
      ' ',
      "'",
      '’',
      '\u0301',
      '\u00ad',
      '𝐀',
      '😀',
      'ʰ',
      '1',
      '\u{e0001}',
      '\u{1e944}',
      'ª',
      '\ud800',
    ];
    for (let i = 0; i < 3000; i++) {
      let word = '';
      for (let length = 1 + next(6); length > 0; length--)
        word += next(3) ? around[next(around.length)] : 'Σ';
      check(StringNative.TO_LOWER_CASE, 'toLowerCase', word);
    }
    for (let point = 0; point < 0x30000; point++) {
      if (!known(point) || (point >= 0xd800 && point < 0xe000)) continue;
      if (point >= 0x3400 && point < 0xa000) continue;
      if (next(8) === 0)
        check(StringNative.TO_LOWER_CASE, 'toLowerCase', `aΣ${String.fromCodePoint(point)}b`);
    }
    for (let i = 0; i < 2000; i++) check(StringNative.TO_UPPER_CASE, 'toUpperCase', text(30));
    expect(mismatches.slice(0, 20)).toEqual([]);
  });

  it('normalizes what needs no tables', () => {
    for (const form of [undefined, 'NFC', 'NFD', 'NFKC', 'NFKD']) {
      expect(region.native(StringNative.NORMALIZE, 'ascii', form)).toBe('ascii');
    }
    expect(region.native(StringNative.NORMALIZE, 'é')).toBe('é');
    expect(region.native(StringNative.NORMALIZE, 'é', 'NFC')).toBe('é');
    expect(region.native(StringNative.NORMALIZE, 'é', 'NFD')).toBe(DELEGATED);
    expect(region.native(StringNative.NORMALIZE, '½', 'NFKC')).toBe(DELEGATED);
    expect(region.native(StringNative.NORMALIZE, 'e', 'NFX')).toBe(DELEGATED);
    expect(region.native(StringNative.NORMALIZE, 'λ')).toBe(DELEGATED);
  });

  it('works on ropes', () => {
    const { text, next } = randomly(7);
    for (let i = 0; i < 200; i++) {
      const parts = [text(30), text(30), text(30)];
      const joined = parts.join('');
      let rope = region.string(parts[0]);
      for (const part of parts.slice(1)) rope = region.concat(rope, region.string(part));
      if (i % 3 === 0) region.starve();
      const at = next(60);
      expect(region.native(StringNative.SLICE, new Rope(rope), at)).toBe(joined.slice(at));
      expect(region.native(StringNative.INDEX_OF, new Rope(rope), parts[2])).toBe(
        joined.indexOf(parts[2]),
      );
    }
  });

  it('repeats into ropes', () => {
    for (const [text, times] of [
      ['a', 100_000],
      ['λb', 50_001],
      ['x'.repeat(5000), 33],
      ['abc', 1365],
      ['abc', 1366],
      ['é', 4097],
    ] as const) {
      expect(region.native(StringNative.REPEAT, text, times) === text.repeat(times)).toBe(true);
    }
    expect(region.native(StringNative.REPEAT, 'a', -1)).toBe(DELEGATED);
    expect(region.native(StringNative.REPEAT, 'a', Infinity)).toBe(DELEGATED);
    expect(region.native(StringNative.REPEAT, 'ab', 2 ** 29)).toBe(DELEGATED);
    expect(region.native(StringNative.REPEAT, '', 2 ** 40)).toBe('');
  });

  it('leaves to the library what is long, and what is not a primitive', () => {
    const long = 'ab'.repeat(20_000);
    for (const [native, operands] of [
      [StringNative.SLICE, [1]],
      [StringNative.REPLACE, ['a', 'b']],
      [StringNative.SPLIT, ['a']],
      [StringNative.TO_UPPER_CASE, []],
      [StringNative.ESCAPE_JSON, []],
      [StringNative.PAD_START, [50_000]],
    ] as [number, unknown[]][]) {
      expect(region.native(native, long, ...operands)).toBe(DELEGATED);
    }
    expect(region.native(StringNative.INDEX_OF, 'a1.5', 1.5)).toBe(DELEGATED);
    expect(region.native(StringNative.TRIM, 12)).toBe(DELEGATED);
    expect(region.native(StringNative.SLICE, long, 0)).toBe(long);
    expect(region.native(StringNative.INDEX_OF, long, 'ba', 39_000)).toBe(39_001);
    // A search that takes too long says so; the library's one says how far it came.
    const hard = `${'ab'.repeat(15_000)}bb`;
    const needle = `${'ab'.repeat(500)}bb`;
    expect(region.native(StringNative.INDEX_OF, hard, `c${needle}`)).toBe(-1);
    expect(region.native(StringNative.INDEX_OF, hard, needle)).toBe(DELEGATED);
    for (const [native, from, ends] of [
      [StringNative.SEARCH, 0, hard.indexOf(needle)],
      [StringNative.SEARCH_BACK, 28_500, -1],
    ]) {
      let index = region.native(native, hard, needle, from) as number;
      let calls = 1;
      while (index < -1) {
        index = region.native(native, hard, needle, -2 - index) as number;
        calls++;
      }
      expect(index).toBe(ends);
      expect(calls).toBeGreaterThan(1);
    }
  });

  it('charges the same whether or not memory was short', () => {
    const { text } = randomly(8);
    const run = (native: number, starving: boolean, receiver: string, operands: unknown[]) => {
      const fresh = region;
      fresh.collectCharge();
      const before = fresh.charged;
      if (starving) fresh.starve();
      fresh.native(native, receiver, ...operands);
      return fresh.charged - before;
    };
    for (const [native, , operands] of methods) {
      for (let i = 0; i < 30; i++) {
        const receiver = text(400);
        const values = operands(
          () => text(20),
          () => 8,
        );
        expect(run(native, true, receiver, values)).toBe(run(native, false, receiver, values));
      }
    }
  });
});

function shown(text: string): string {
  return text.length > 40
    ? `${text.length} units`
    : [...text].map((c) => c.codePointAt(0)!.toString(16)).join(' ');
}
