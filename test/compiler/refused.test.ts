/** What is refused, and how it is said. */
import { describe, expect, test } from 'vitest';
import { complaints, messages } from './compile.ts';

describe('a complaint', () => {
  test('has file, line, column, code, a sentence and the line', () => {
    expect(complaints('const a = 1;\n  with (a) {}\n')[0]).toEqual({
      file: 'main.ts',
      line: 2,
      column: 3,
      code: 'UNSUPPORTED',
      message: 'with statement is not supported\n2 |   with (a) {}\n      ^',
    });
  });

  test('comes with all the others', () => {
    expect(messages(complaints('let a = 1; let a = 2;\nbreak;\nlet b = 1n;\nx = yield;'))).toEqual([
      "Identifier 'a' has already been declared",
      'Illegal break statement',
      'bigint is not supported',
      "Unexpected reserved word 'yield'",
    ]);
  });

  test('is one of at most a hundred', () => {
    expect(complaints('break;\n'.repeat(100_000))).toHaveLength(100);
    expect(complaints('x = = 1;\n'.repeat(20_000))).toHaveLength(100);
  });

  test('shows only a part of a long line', () => {
    const [{ message, column }] = complaints(`${'a;'.repeat(400_000)} break;`);
    expect(column).toBe(800_002);
    expect(message.length).toBeLessThan(300);
  });
});

describe('refused by name', () => {
  const cases: [string, string][] = [
    ['function* g() {}', 'generator function'],
    ['class A { #x = 1 }', 'private name #x'],
    ['/x/.test("x")', 'regular expression'],
    ['@f class A {}', 'decorator'],
    ['async () => { for await (const x of y) {} }', 'for await'],
    ['import("./x")', 'dynamic import()'],
    ['new Proxy({}, {})', 'Proxy'],
    ['eval("1")', 'eval'],
    ['new Function("x")', 'Function from text'],
    ['import { x } from "raya:vm"; x;', 'raya:vm'],
    ['function f() { return arguments }', 'arguments'],
    ['{ using x = y; }', 'using declaration'],
    ['import.meta', 'import.meta'],
    ['Math = 1', "assigning to the builtin 'Math'"],
  ];
  test.each(cases)('%s', (source, construct) => {
    expect(messages(complaints(source)).join()).toContain(construct);
  });
});

describe('modules', () => {
  test('must export what is imported', () => {
    const found = complaints({
      'main.ts': "import { b } from './lib'; b;",
      'lib.ts': 'export const a = 1;',
    });
    expect(found[0]).toMatchObject({ code: 'NO_MODULE', line: 1 });
    expect(found[0].message).toContain("does not provide an export named 'b'");
  });

  test('may pass types on', () => {
    expect(
      complaints({
        'main.ts': "import { T, v } from './middle'; export const x: T = v;",
        'middle.ts': "export { T, v } from './lib'; import { U } from './lib'; export { U };",
        'lib.ts':
          'export interface T { n: number } export type U = T; export const v: T = { n: 1 };',
      }),
    ).toEqual([]);
  });
});

describe('hostile source', () => {
  const nested: [string, (n: number) => string][] = [
    ['parentheses', (n) => `${'('.repeat(n)}1${')'.repeat(n)}`],
    ['arrays', (n) => '['.repeat(n) + ']'.repeat(n)],
    ['blocks', (n) => '{'.repeat(n) + '}'.repeat(n)],
    ['not', (n) => `${'!'.repeat(n)}1`],
    ['arrows', (n) => `x = ${'a => '.repeat(n)}1`],
    ['conditionals', (n) => `${'a ? b : '.repeat(n)}1`],
    ['powers', (n) => `2${' ** 2'.repeat(n)}`],
    ['assignments', (n) => `${'a = '.repeat(n)}1`],
    ['members', (n) => `a${'.b'.repeat(n)}`],
    ['calls', (n) => `a${'()'.repeat(n)}`],
    ['templates', (n) => ['`${'.repeat(n), '}`'.repeat(n)].join('1')],
    ['functions', (n) => '(function () {'.repeat(n) + '})'.repeat(n)],
    ['classes', (n) => '(class { m() {'.repeat(n) + '} })'.repeat(n)],
    ['labels', (n) => `${Array.from({ length: n }, (_, i) => `l${i}:`).join(' ')};`],
    ['loops', (n) => `${'while (1) '.repeat(n)};`],
    ['types', (n) => `let x: ${'Array<'.repeat(n)}number${'>'.repeat(n)};`],
    ['conditional types', (n) => `type T<X> = ${'X extends 1 ? 1 : '.repeat(n)}2;`],
    ['function types', (n) => `let x: ${'() => '.repeat(n)}number;`],
    ['patterns', (n) => `let ${'['.repeat(n)}x${']'.repeat(n)} = 1;`],
    ['brackets behind a regular expression', (n) => `if (a) /'/;${'('.repeat(n)}`],
    ['ambiguous arrows', (n) => `${'x ? (y) : '.repeat(n)}1`],
    ['type arguments', (n) => `${'f<'.repeat(n)}1`],
  ];
  test.each(nested)('nested %s end in a complaint', (_name, make) => {
    expect(complaints(make(20)).filter(({ code }) => code === 'LIMIT')).toEqual([]);
    for (const depth of [3000, 60_000]) {
      const [first] = complaints(make(depth));
      expect(first).toMatchObject({ code: 'LIMIT' });
    }
  });

  test('long chains are no nesting', () => {
    expect(complaints(`if (a) {}${' else if (a) {}'.repeat(1500)} var a;`)).toEqual([]);
    expect(complaints(`if (a) {}${' else if (a) {}'.repeat(60_000)} var a;`)[0].code).toBe('LIMIT');
    expect(complaints(`let x = 1${' + 1'.repeat(50_000)};`)).toEqual([]);
    expect(complaints(`let x = a${' && a'.repeat(50_000)}; var a;`)).toEqual([]);
    expect(complaints(`let x = a${' as any'.repeat(50_000)}; var a;`)).toEqual([]);
    expect(complaints(`let x = [${'1, '.repeat(50_000)}];`)).toEqual([]);
    expect(complaints(`f(${'1, '.repeat(10_000)});function f() {}`)).toEqual([]);
    expect(complaints(`switch (a) {${'case a: '.repeat(10_000)}} var a;`)).toEqual([]);
  });

  test('a parser that overflowed parses the next program', () => {
    const overflow = complaints(`if (a) /'/;${'('.repeat(60_000)}`);
    expect(overflow[0].code).toBe('LIMIT');
    expect(complaints('const f = (a) => a; f(1);')).toEqual([]);
  });

  test('too many variables are refused', () => {
    const names = Array.from({ length: 5000 }, (_, index) => `v${index}`);
    const [first] = complaints(`export function f() { let ${names.join(', ')}; }`);
    expect(first).toMatchObject({ code: 'LIMIT' });
    expect(first.message).toContain("function 'f' has too many variables");
  });

  test('a large source is refused by its bytes', () => {
    expect(complaints(`// ${'ä'.repeat(600_000)}`)[0]).toMatchObject({ code: 'LIMIT' });
    expect(complaints(`// ${'a'.repeat(900_000)}`)).toEqual([]);
    expect(complaints('let a = 1;', { maxSourceBytes: 5 })[0]).toMatchObject({ code: 'LIMIT' });
    expect(complaints('[[[1]]]', { maxNesting: 2 })[0]).toMatchObject({ code: 'LIMIT', column: 3 });
  });
});
