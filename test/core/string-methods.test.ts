// The library's half of String.prototype, on the natives themselves: src/guest/string-methods.ts runs
// here in Node, its intrinsics call the natives of the core, and what these delegate goes back to it.

import { buildSync } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';
import { libraryHelpers } from '../../assembly/names';
import { StringNative, stringNatives } from '../../assembly/natives/string-rows';
import { DELEGATED, Region } from './string-region';

type Slow = Record<string, (this: unknown, ...operands: unknown[]) => unknown>;

let region: Region;
let slow: Slow;
let delegations = 0;
let depth = 0;

/** Calls a native as guest code does. */
function call(native: number, receiver: unknown, operands: unknown[]): unknown {
  const simple = [receiver, ...operands].every(
    (value) =>
      value === null ||
      (typeof value !== 'object' && typeof value !== 'function' && typeof value !== 'symbol'),
  );
  // The region holds no objects: those the native would delegate.
  const result = simple ? region.native(native, receiver, ...operands) : DELEGATED;
  if (result !== DELEGATED) return result;
  delegations++;
  const name =
    libraryHelpers()[libraryHelpers().indexOf('slowCharAt') + native - StringNative.CHAR_AT];
  if (++depth > 3) throw new Error(`${name} goes in circles`);
  try {
    return slow[name].apply(receiver, operands);
  } finally {
    depth--;
  }
}

beforeAll(() => {
  region = new Region();
  const { outputFiles } = buildSync({
    entryPoints: ['src/guest/string-methods.ts'],
    bundle: true,
    format: 'cjs',
    write: false,
    target: 'es2022',
  });
  const names = stringNatives().map((row) => `$${row.name}`);
  const intrinsics = stringNatives().map(
    (row) =>
      (receiver: unknown, ...operands: unknown[]) =>
        call(row.id, receiver, operands),
  );
  const module = { exports: {} as Slow };
  new Function('module', 'exports', '$call', ...names, `'use strict';${outputFiles[0].text}`)(
    module,
    module.exports,
    (callee: any, receiver: unknown, ...operands: unknown[]) => callee.apply(receiver, operands),
    ...intrinsics,
  );
  slow = module.exports;
});

const idOf = (name: string) => {
  const row = stringNatives().find((one) => one.name === name)!;
  return row.id;
};

/** What a method gives, here or in JavaScript; an error as its name and message. */
function outcome(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`;
  }
}

function compare(method: string, receiver: unknown, ...operands: unknown[]): void {
  const native = idOf(
    `string${method[0].toUpperCase()}${method.slice(1)}${/^replace/.test(method) ? 'String' : ''}`,
  );
  const oracle = outcome(() => (String.prototype as any)[method].apply(receiver, operands));
  const given = outcome(() => call(native, receiver, operands));
  // Long strings are told apart without printing them.
  const same = typeof oracle === 'string' && oracle.length > 1000 ? given === oracle : undefined;
  if (same !== undefined) expect([method, same]).toEqual([method, true]);
  else expect([method, given]).toEqual([method, oracle]);
}

describe('every helper', () => {
  it('is there', () => {
    for (const row of stringNatives().slice(
      0,
      StringNative.ESCAPE_JSON - StringNative.CHAR_AT + 1,
    )) {
      const plain = row.name.slice('string'.length).replace(/String$/, '');
      expect(typeof slow[`slow${plain}`]).toBe('function');
      expect(libraryHelpers()).toContain(`slow${plain}`);
    }
  });
});

describe('conversions and errors', () => {
  const odd = { toString: () => 'od', valueOf: () => 2 };
  const methods: [string, unknown[]][] = [
    ['charAt', [odd]],
    ['charAt', ['1']],
    ['charCodeAt', ['1.9']],
    ['codePointAt', [odd]],
    ['at', ['-1']],
    ['concat', [1.5, odd, null]],
    ['endsWith', [1.5]],
    ['includes', [odd, '0']],
    ['indexOf', [12, '1']],
    ['lastIndexOf', [odd, 'x']],
    ['padEnd', ['8', odd]],
    ['padStart', [odd]],
    ['padStart', [9, 12]],
    ['repeat', ['2']],
    ['repeat', [-1]],
    ['repeat', [Infinity]],
    ['repeat', [2 ** 40]],
    ['replace', ['o', odd]],
    ['replace', ['o', (...all: unknown[]) => all.join('|')]],
    ['replaceAll', ['o', (...all: unknown[]) => all.join('|')]],
    ['replaceAll', [odd, '[$&$$]']],
    ['slice', ['1', odd]],
    ['slice', [-2.5, '-1']],
    ['split', [odd]],
    ['split', ['o', '1']],
    ['split', [undefined, -1]],
    ['startsWith', [odd, true]],
    ['substring', ['3', 1]],
    ['substr', ['-3', '2']],
    ['toLowerCase', []],
    ['toUpperCase', []],
    ['trim', []],
    ['trimStart', []],
    ['trimEnd', []],
    ['localeCompare', [odd]],
    ['isWellFormed', []],
    ['toWellFormed', []],
    ['normalize', ['x']],
    ['includes', [{ [Symbol.match]: true }]],
    ['split', [{ [Symbol.split]: (text: string, limit: number) => [text, limit] }, 3]],
    ['replace', [{ [Symbol.replace]: (text: string, by: string) => [text, by] }, 3]],
  ];
  it.each(methods)('%s of %o', (method, operands) => {
    for (const receiver of ['food', odd, 12.5, true, null, undefined]) {
      compare(method, receiver, ...operands);
    }
    compare(method, Symbol('s'), ...operands);
    compare(method, 'food', ...operands.map(() => Symbol('s')));
  });

  it('makes strings of units and points', () => {
    for (const operands of [['65', odd], [65.5], [-1], [Number.NaN], ['x'], [0x110000]]) {
      expect(outcome(() => call(StringNative.FROM_CHAR_CODE, undefined, operands))).toEqual(
        outcome(() => (String.fromCharCode as any)(...operands)),
      );
      expect(outcome(() => call(StringNative.FROM_CODE_POINT, undefined, operands))).toEqual(
        outcome(() => (String.fromCodePoint as any)(...operands)),
      );
    }
  });
});

describe('long strings', () => {
  const latin = 'The quick brown fox. ß é '.repeat(3000);
  const wide = 'Σίσυφος λ, ΟΔΟΣ \ud83d\ude00’'.repeat(6000);
  const spaces = ' \u2003'.repeat(18_000);
  const lone = `${'a'.repeat(32_767)}\ud83d\ude00${'λ'.repeat(32_766)}\ud83d${'x'.repeat(40_000)}`;
  const texts: [string, string][] = [
    ['latin1', latin],
    ['16 bit', wide],
    ['white space', spaces],
    ['padded', spaces + latin + spaces],
    ['lone surrogates', lone],
  ];
  it.each(texts)('%s', (_, text) => {
    const before = delegations;
    for (const [method, ...operands] of [
      ['slice', 1],
      ['slice', 10, -40_000],
      ['substring', 70_000, 5],
      ['substr', -50_000, 45_000],
      ['trim'],
      ['trimStart'],
      ['trimEnd'],
      ['toLowerCase'],
      ['toUpperCase'],
      ['toWellFormed'],
      ['isWellFormed'],
      ['indexOf', 'x'],
      ['indexOf', text.slice(-200), 1],
      ['indexOf', text.slice(-40_000)],
      ['indexOf', `${text.slice(-40_000)}!`],
      ['lastIndexOf', text.slice(0, 100)],
      ['lastIndexOf', text.slice(20, 40_020)],
      ['lastIndexOf', 'none such', 50_000],
      ['includes', 'none such'],
      ['startsWith', text.slice(0, 70_000)],
      ['startsWith', text.slice(0, 70_000), 1],
      ['endsWith', text.slice(-70_000)],
      ['replace', 'x', "[$&|$'|$$]"],
      ['replace', text.slice(100, 33_000), '-$`-'],
      ['replaceAll', ' ', '_$&'],
      ['replaceAll', 'Σ', (match: string, at: number) => `${match}${at}`],
      ['padStart', text.length + 50_000, 'ab'],
      ['padEnd', text.length + 10, text],
      ['concat', text, 1],
    ] as [string, ...unknown[]][]) {
      compare(method, text, ...operands);
    }
    for (const [separator, limit] of [
      [' '],
      ['x', 7],
      ['', 40_000],
      ['Σ', undefined],
      [text.slice(0, 33_000)],
    ]) {
      const pieces = call(StringNative.SPLIT, text, [separator, limit]) as string[];
      expect(pieces.length === text.split(separator as string, limit as number).length).toBe(true);
      expect(pieces.join('|') === text.split(separator as string, limit as number).join('|')).toBe(
        true,
      );
    }
    expect(call(StringNative.ESCAPE_JSON, text, []) === JSON.stringify(text)).toBe(true);
    expect(delegations - before).toBeGreaterThan(20);
  });

  it('finds after much work', () => {
    const hard = `${'ab'.repeat(30_000)}bb`;
    const needle = `${'ab'.repeat(900)}bb`;
    compare('indexOf', hard, needle);
    compare('lastIndexOf', hard, `a${needle}`);
    compare('replace', hard, needle, '!');
  });
});

describe('the root locale', () => {
  const collator = new Intl.Collator('en-US');

  function random(seed: number) {
    let state = seed;
    return (bound: number) => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return Math.floor((state / 2 ** 32) * bound);
    };
  }

  it('orders single characters as the collator does', () => {
    for (let a = 0; a < 256; a++) {
      for (let b = a % 3; b < 256; b += 3) {
        const [x, y] = [String.fromCharCode(a), String.fromCharCode(b)];
        const given = call(StringNative.LOCALE_COMPARE, x, [y]);
        if (given !== collator.compare(x, y))
          expect([x, y, given]).toEqual([x, y, collator.compare(x, y)]);
      }
    }
  });

  it('orders words', () => {
    const next = random(11);
    const alphabets = [
      'aAbB',
      'aáAÁeéæ',
      'oóòøÖ-º',
      'sßSxX',
      "co-op'Op ",
      '12½¼²0',
      'dðDÐþ',
      '\u0000a\u00adb',
    ];
    for (let i = 0; i < 6000; i++) {
      const alphabet = i % 5 ? alphabets[next(alphabets.length)] : alphabets.join('');
      const word = () =>
        Array.from({ length: next(6) }, () => alphabet[next(alphabet.length)]).join('');
      const [x, y] = [word(), word()];
      const given = call(StringNative.LOCALE_COMPARE, x, [y]);
      if (given !== collator.compare(x, y))
        expect([x, y, given]).toEqual([x, y, collator.compare(x, y)]);
    }
  });

  it('says what it does not know', () => {
    expect(() => call(StringNative.LOCALE_COMPARE, 'λ', ['é'])).toThrow(RangeError);
    expect(() => call(StringNative.LOCALE_COMPARE, 'a', ['b', 'sv'])).toThrow(RangeError);
  });
});

describe('normalization of Latin-1', () => {
  it.each(['NFC', 'NFD', 'NFKC', 'NFKD', undefined])('%s', (form) => {
    for (let unit = 0; unit < 256; unit++) {
      const text = `a${String.fromCharCode(unit)}z`;
      const operands = form === undefined ? [] : [form];
      expect(call(StringNative.NORMALIZE, text, operands)).toBe(text.normalize(form));
    }
    expect(() => call(StringNative.NORMALIZE, 'λ', [])).toThrow(RangeError);
  });
});
