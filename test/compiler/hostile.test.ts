/**
 * Source that means harm: whatever it is, compiling it ends soon, in a program or in a CompileError that says where.
 * Afterwards the compiler works as before: parser and checker keep state that a failure must not leave behind.
 */
import { CompileError, Compiler, type CompilerOptions, type Diagnostic } from 'raya-vm/compiler';
import { afterEach, describe, expect, test } from 'vitest';
import { readPrograms } from '../harness/program.ts';

/** What compiling says against a source; nothing when it compiles. Any other error fails the test. */
function refusal(source: string, options?: CompilerOptions): readonly Diagnostic[] {
  try {
    new Compiler(options).compileString(source);
    return [];
  } catch (error) {
    if (!(error instanceof CompileError)) throw error;
    expect(error.diagnostics.length).toBeGreaterThan(0);
    expect(error.diagnostics.length).toBeLessThanOrEqual(100);
    for (const { file, line, column, message } of error.diagnostics) {
      expect(file).toBe('main.ts');
      expect(line).toBeGreaterThan(0);
      expect(column).toBeGreaterThan(0);
      expect(message.length).toBeLessThan(3_000);
    }
    return error.diagnostics;
  }
}

const codes = (list: readonly Diagnostic[]): string[] => [...new Set(list.map(({ code }) => code))];

const WITNESS = `
interface Shape { readonly name: string; area(): number }
export async function main(...sides: number[]): Promise<string> {
  const shapes = sides.map((side): Shape => ({ name: \`square \${side}\`, area: () => side * side }));
  const names = new Map(shapes.map((shape) => [shape.name, shape.area()] as const));
  return [...names].map(([name, area]) => name + ': ' + area.toFixed(1)).join();
}`;

afterEach(() => {
  expect(refusal(WITNESS)).toEqual([]);
  expect(codes(refusal(`${WITNESS}\nconst n: number = main(1);`))).toEqual(['TS2322']);
});

/** Integers from 0 up to a limit, the same on every run (a 32-bit xorshift). */
function randomBelow(seed: number): (limit: number) => number {
  let state = (Math.imul(seed, 0x9e3779b1) | 1) >>> 0;
  return (limit) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % limit;
  };
}

const times = (part: string, count: number): string => part.repeat(count);

/** Ways of nesting: each takes a depth and gives a program. */
const nested: Record<string, (depth: number) => string> = {
  parentheses: (n) => `let x = ${times('(', n)}1${times(')', n)};`,
  arrays: (n) => `let x = ${times('[', n)}1${times(']', n)};`,
  objects: (n) => `let x = ${times('{a:', n)}1${times('}', n)};`,
  blocks: (n) => times('{', n) + times('}', n),
  'if statements': (n) => `${times('if (1)', n)};`,
  'else if': (n) => `${times('if (1) {} else ', n)};`,
  loops: (n) => `${times('for (;;)', n)};`,
  'do loops': (n) => `${times('do ', n)};${times('while (1)', n)}`,
  labels: (n) => `${Array.from({ length: n }, (_, i) => `l${i}:`).join('')};`,
  'switch statements': (n) => times('switch (1) { case 1:', n) + times('}', n),
  'try statements': (n) => times('try {', n) + times('} finally {}', n),
  functions: (n) => times('function f() {', n) + times('}', n),
  'function expressions': (n) => `let x = ${times('function () { return ', n)}1${times('}', n)};`,
  arrows: (n) => `let x = ${times('() => ', n)}1;`,
  'arrows with parameters': (n) => `let x = ${times('(a) => ', n)}1;`,
  'arrows in arguments': (n) =>
    `declare function f(a: any): any; f(${times('() => f(', n)}1${times(')', n)});`,
  'default values': (n) => `let x = ${times('(a = ', n)}1${times(') => 1', n)};`,
  calls: (n) => `declare function f<T>(a: T): T; ${times('f(', n)}1${times(')', n)};`,
  'calls of overloads': (n) =>
    `declare function f(a: () => string): string; declare function f(a: () => number): number;
     ${times('f(() => ', n)}1${times(')', n)};`,
  'call chains': (n) => `let f: any; f${times('()', n)};`,
  'member chains': (n) => `let o: any; o${times('.a', n)};`,
  'optional chains': (n) => `let o: any; o${times('?.a', n)};`,
  'element chains': (n) => `let o: any; o${times('[0]', n)};`,
  'method chains': (n) => `let o: any; o${times('.a()', n)};`,
  'typed method chains': (n) => `class C { a() { return this; } } new C()${times('.a()', n)};`,
  new: (n) => `${times('new ', n)}Array;`,
  unary: (n) => `let x = ${times('!', n)}1;`,
  typeof: (n) => `let x = ${times('typeof ', n)}1;`,
  await: (n) => `${times('await ', n)}1;`,
  sums: (n) => `let y = 1; let x = y${times(' + y', n)};`,
  powers: (n) => `let x = 1${times(' ** 1', n)};`,
  conjunctions: (n) => `let y: any; let x = y${times(' && y', n)};`,
  alternatives: (n) => `let y: any; let x = y${times(' ?? y', n)};`,
  comparisons: (n) => `let y: any; let x = y${times(' < y', n)};`,
  commas: (n) => `let y = 1; y${times(', y', n)};`,
  assignments: (n) => `let x: any; ${times('x = ', n)}1;`,
  conditionals: (n) => `let y: any; let x = ${times('y ? 1 : ', n)}1;`,
  'conditionals inside': (n) => `let y: any; let x = ${times('y ? ', n)}1${times(': 1', n)};`,
  'conditionals that look like arrows': (n) =>
    `let y: any; let x = ${times('y ? (y) : (y) => ', n)}1;`,
  templates: (n) => `let x = ${times('`${', n)}1${times('}`', n)};`,
  'tagged templates': (n) => `let y: any; y${times('``', n)};`,
  assertions: (n) => `let y: any; y${times(' as any', n)};`,
  'angle assertions': (n) => `let y: any; ${times('<any>', n)}y;`,
  'non-null assertions': (n) => `let y: any; y${times('!', n)};`,
  'array patterns': (n) => `let ${times('[', n)}a${times(']', n)}: any = 1;`,
  'object patterns': (n) => `let ${times('{ a: ', n)}a${times('}', n)}: any = 1;`,
  'assignment patterns': (n) => `let a: any; (${times('[', n)}a${times(']', n)} = a);`,
  classes: (n) => `let x = ${times('class { a = ', n)}1${times('}', n)};`,
  'class heritage': (n) => `let x = ${times('class extends ', n)}Object${times('{}', n)};`,
  methods: (n) => `let x = ${times('{ a() { return ', n)}1${times('}}', n)};`,
  'computed keys': (n) => `let x = ${times('{ [', n)}1${times(']: 1 }', n)};`,
  spreads: (n) => `let x = ${times('[...', n)}[]${times(']', n)};`,
  namespaces: (n) => `namespace a${times('.a', n)} {}`,
  decorators: (n) => `declare let y: any; ${times('@y ', n)}class X {}`,
  modifiers: (n) => `class X { ${times('static ', n)}a = 1 }`,
  'type arguments': (n) => `let x: ${times('Array<', n)}number${times('>', n)} = [];`,
  'array types': (n) => `let x: number${times('[]', n)} = [];`,
  'types in parentheses': (n) => `let x: ${times('(', n)}number${times(')', n)};`,
  'tuple types': (n) => `let x: ${times('[', n)}number${times(']', n)};`,
  'object types': (n) => `let x: ${times('{ a: ', n)}number${times('}', n)};`,
  'function types': (n) => `let x: ${times('() => ', n)}number;`,
  'parameter types': (n) => `let x: ${times('(a: ', n)}number${times(') => void', n)};`,
  'conditional types': (n) => `type X<T> = ${times('T extends 1 ? 2 : ', n)}3;`,
  'conditional types inside': (n) =>
    `type X<T> = ${times('T extends 1 ? ', n)}3${times(': 2', n)};`,
  'inferred types': (n) =>
    `type X<T> = T extends ${times('(infer U extends ', n)}1${times('? 1 : 2)', n)} ? 2 : 3;`,
  'keyof types': (n) => `let x: ${times('keyof ', n)}any;`,
  'indexed types': (n) => `type X = any${times('["a"]', n)};`,
  'template types': (n) => `type X = ${times('`${', n)}1${times('}`', n)};`,
  'mapped types': (n) => `type X = ${times('{ [K in "a"]: ', n)}1${times('}', n)};`,
  'unions in parentheses': (n) => `type X = ${times('1 | (', n)}1${times(')', n)};`,
  'type parameters': (n) => `type X = ${times('<T = ', n)}1${times('>() => 1', n)};`,
  'qualified names': (n) => `let x: A${times('.a', n)};`,
  'type guards': (n) => `let x: ${times('(a: any) => a is ', n)}any;`,
  'calls of async': (n) => `let async: any; ${times('async(', n)}1${times(')', n)};`,
  'type arguments in expressions': (n) =>
    `let y: any; let x = ${times('y<', n)}y${times('>(1)', n)};`,
  'groups in a regular expression': (n) => `let x = /${times('(', n)}${times(')', n)}/;`,
};

/** For what must compile, also on a machine that does other work. */
const patient = { maxCheckMs: 60_000 };

describe('nesting', () => {
  // 14: harmless, but long enough for what doubles with each level. 400: within maxNesting. 20,000: beyond any limit.
  test.each(Object.keys(nested))('%s', (name) => {
    for (const depth of [14, 100, 400, 20_000]) {
      const source = nested[name](depth);
      const unchecked = refusal(source, { check: 'off' });
      const checked = refusal(source, { maxCheckMs: 500 });
      if (unchecked.length > 0) expect(checked.length).toBeGreaterThan(0);
    }
  });

  test.each(['parentheses', 'blocks', 'calls', 'templates', 'tuple types', 'arrows'])(
    'up to 200 levels of %s are fine',
    (name) => {
      expect(refusal(nested[name](200), patient)).toEqual([]);
    },
  );

  test('maxNesting is a limit that is named, at its place', () => {
    const source = `let x =\n  ${times('(', 60)}1${times(')', 60)};`;
    expect(refusal(source, { maxNesting: 60 })).toEqual([]);
    const [diagnostic] = refusal(source, { maxNesting: 59 });
    expect(diagnostic).toMatchObject({ code: 'LIMIT', line: 2, column: 62 });
    expect(diagnostic.message).toContain('maxNesting');
  });

  test('brackets in strings, comments, templates and regular expressions do not nest', () => {
    const brackets = times('([{', 700);
    const source = `const a = "${brackets}", b = '${brackets}', c = \`${brackets}\`; // ${brackets}
      /* ${brackets} */ const d = 4 / 2 / 1;`;
    expect(refusal(source)).toEqual([]);
    expect(codes(refusal(`const e = /${times('[(]', 700)}/;`))).toEqual(['UNSUPPORTED']);
  });

  test('sums of 3,000 texts compile', () => {
    const terms = Array.from({ length: 3_000 }, (_, index) => `"text ${index}\\n"`);
    expect(refusal(`export const text = ${terms.join(' + ')};`, patient)).toEqual([]);
    const names = Array.from({ length: 3_000 }, (_, index) => (index % 2 ? 'a' : '"b"'));
    expect(refusal(`let a = "a"; export const text = ${names.join(' + ')};`, patient)).toEqual([]);
  });

  test('a stack that is nearly used up does no lasting harm', () => {
    const source = `let x = ${times('[', 60)}1${times(']', 60)};\nlet y = ${times('(', 60)}x${times(')', 60)};`;
    const outcomes: string[] = [];
    const outcome = (): string => {
      try {
        return codes(refusal(source)).join() || 'compiles';
      } catch (error) {
        if (error instanceof RangeError) return 'RangeError';
        throw error;
      }
    };
    /** Goes down to the end of the stack and compiles on the way back, at first with hardly any stack left. */
    const descend = (depth: number): number => {
      let deepest: number;
      try {
        deepest = descend(depth + 1);
      } catch (error) {
        if (error instanceof RangeError) return depth;
        throw error;
      }
      const room = deepest - depth;
      if (room % 100 === 0 && room <= 5_000) outcomes.push(outcome());
      return deepest;
    };
    descend(0);
    const stages = outcomes.filter((name, index) => name !== outcomes[index - 1]);
    // Too little to report anything, too little for this source, enough.
    expect(stages.filter((stage) => stage !== 'RangeError')).toEqual(['LIMIT', 'compiles']);
    expect(stages.lastIndexOf('RangeError')).toBeLessThanOrEqual(0);
  });
});

describe('types that never end', () => {
  const bombs: Record<string, string> = {
    'a type that calls itself': 'type A<T> = A<[T]>; let x: A<1>;',
    'a conditional type that calls itself':
      'type A<T extends any[]> = T extends [any, ...infer R] ? A<[...R, ...T]> : 1; let x: A<[1, 2]>;',
    'tail recursion':
      'type L<N, A extends any[] = []> = A["length"] extends N ? A : L<N, [...A, 1]>; let x: L<-1>;',
    'tail recursion many times over': `type L<N, A extends any[] = []> = A["length"] extends N ? A : L<N, [...A, 1]>;
      ${Array.from({ length: 400 }, (_, i) => `type Y${i} = L<${990 - i}>;`).join('')}`,
    Ackermann: `type A<M extends any[], N extends any[]> = M extends [any, ...infer R] ? N extends [any, ...infer S]
      ? A<R, A<M, S>> : A<R, [1]> : [...N, 1]; type X = A<[1, 1, 1], [1, 1, 1, 1, 1, 1]>;`,
    permutations: `type P<T, K = T> = [T] extends [never] ? [] : K extends K ? [K, ...P<Exclude<T, K>>] : never;
      let x: P<1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10>;`,
    'tuples that double': `type D0 = [1]; ${Array.from({ length: 40 }, (_, i) => `type D${i + 1} = [...D${i}, ...D${i}];`).join('')} let x: D40;`,
    'texts that double': `type D<S extends string> = \`\${S}\${S}\`; type X0 = "abcdefgh";
      ${Array.from({ length: 40 }, (_, i) => `type X${i + 1} = D<X${i}>;`).join('')} let x: X40 = "";`,
    'products of texts': `type D = ${Array.from({ length: 10 }, (_, i) => `"${i}"`).join('|')};
      type X = \`\${D}\${D}\${D}\${D}\${D}\${D}\`; let x: X = "1";`,
    'interfaces that grow': `interface A<T> { a: A<A<T>>; b: A<[T]> } interface B<T> { a: B<B<T>>; b: B<[T]> }
      let x: A<1> = null as any; let y: B<1> = x;`,
    'overloads in overloads': `declare function f(a: (x: string) => 1): 1; declare function f(a: (x: number) => 2): 2;
      declare function f(a: (x: boolean) => any): 3; let x = ${times('f(x => ', 60)}1${times(')', 60)};`,
    'a huge intersection': `type T = ${Array.from({ length: 20_000 }, (_, i) => `{ a${i}: 1 }`).join(' & ')};
      let x: keyof T; let y: T = null as any; y.a0;`,
    'a long flow': `let y: string | number = 1 as any; let z = 1; ${times('z = 1;', 20_000)} [${times('y,', 20_000)}];`,
    'a tower of classes': `class A0 {} ${Array.from({ length: 5_000 }, (_, i) => `class A${i + 1} extends A${i} {}`).join('')}`,
    'inference through many functions': `${Array.from({ length: 5_000 }, (_, i) => `function f${i}() { return f${i + 1}(); }`).join('')} function f5000() { return 1; }`,
  };

  test.each(Object.keys(bombs))('%s', (name) => {
    const list = refusal(bombs[name], { maxCheckMs: 1_000 });
    for (const code of codes(list)) expect(code).toMatch(/^(LIMIT|TS1265|TS2\d{3})$/);
  });

  test('the limit on time is named, at a place', () => {
    const [diagnostic] = refusal(`let first = 1;\n${bombs.permutations}`, { maxCheckMs: 100 });
    expect(diagnostic).toMatchObject({ code: 'LIMIT' });
    expect(diagnostic.message).toContain('longer than 100 ms (maxCheckMs)');
    expect(diagnostic.line).toBeGreaterThan(1);
  });

  test('nothing of it matters where types are not checked', () => {
    expect(refusal(bombs.permutations, { check: 'off' })).toEqual([]);
  });
});

describe('size', () => {
  test('a source over maxSourceBytes is refused before it is read', () => {
    expect(codes(refusal(times('x', 1024 * 1024 + 1)))).toEqual(['LIMIT']);
    expect(codes(refusal(times('é', 60), { maxSourceBytes: 100, check: 'off' }))).toEqual([
      'LIMIT',
    ]);
    expect(refusal(`"${times('é', 49)}"`, { maxSourceBytes: 100 })).toEqual([]);
  });

  test('a line of a megabyte', () => {
    const statement = 'n = (n * 31 + 7) % 1009;';
    const line = `let n = 1;${times(statement, Math.floor(1_000_000 / statement.length))}`;
    const list = refusal(line, { maxCheckMs: 20_000 });
    expect(list).toEqual([]);
    const [diagnostic] = refusal(`${line} n = "text";`, { maxCheckMs: 20_000 });
    expect(diagnostic).toMatchObject({ code: 'TS2322', line: 1, column: line.length + 2 });
    expect(diagnostic.message.length).toBeLessThan(400);
  });

  test('a token of a megabyte', () => {
    for (const token of [
      times('x', 1_000_000),
      `"${times('y', 1_000_000)}"`,
      times('9', 1_000_000),
    ]) {
      expect(refusal(`export const value = 1; ${token};`).length).toBeLessThanOrEqual(1);
    }
  });

  test('a hundred thousand errors are a hundred complaints', () => {
    for (const error of ['missing;', '1();', 'let a;', '"" - 1;', ')']) {
      const list = refusal(times(`${error}\n`, 100_000), { maxCheckMs: 20_000 });
      expect(list).toHaveLength(100);
    }
  });
});

describe('broken text', () => {
  const openings = [
    "'",
    '"',
    '`',
    '`${',
    '`${`${',
    '/*',
    '//',
    '/',
    '/[',
    '/(',
    '(',
    '[',
    '{',
    '<',
    '${',
    '@',
    '#',
    '\\',
    '\\u',
    '\\u{',
    '0x',
    '0b',
    '1e',
    '1_',
    '"\\',
    "'\\u",
    '`\\x',
    '<!--',
    '#!',
    'import',
    'import {',
    'import * as',
    'import a from',
    'export',
    'export {',
    'export default',
    'class',
    'class A {',
    'class A extends',
    'class A { get',
    'class A { #',
    'function',
    'function f(',
    'function* g() { yield',
    'async',
    'async (',
    'async function',
    'let',
    'let {',
    'let [',
    'const x',
    'const x =',
    'var',
    'if',
    'if (',
    'else',
    'for',
    'for (',
    'for (;',
    'for (let',
    'for (let x of',
    'while (',
    'do',
    'do {',
    'switch (1) {',
    'switch (1) { case',
    'try',
    'try {',
    'try {} catch',
    'catch',
    'throw',
    'return',
    'new',
    'new.',
    'delete',
    'typeof',
    'void',
    'await',
    'a.',
    'a?.',
    'a?.[',
    'a ? b',
    'a ? b :',
    'a =>',
    '(a, b) =>',
    '...',
    'a.#b',
    'type',
    'type T',
    'type T =',
    'type T<',
    'type T = A extends',
    'type T = {',
    'type T = `${',
    'interface',
    'interface I {',
    'enum',
    'enum E {',
    'enum E { A =',
    'namespace',
    'namespace N {',
    'declare',
    'declare module',
    'abstract',
    'let x:',
    'let x: A<',
    'let x: (',
    'a as',
    'a satisfies',
    'a!',
    'x<',
    'f<T>(',
    'super',
    'super(',
    'super.',
    'this.',
    'import.',
    'import(',
    'using',
    'await using',
    'accessor',
    'static',
    'get',
    'of',
    'in',
    'instanceof',
    '\u2028',
    '\ufeff',
    '\0',
    '\ud800',
    '\udc00',
  ];

  test('everything that can be left open', () => {
    for (const opening of openings) {
      for (const source of [
        opening,
        `${opening}\n`,
        `let a = 1;\n${opening}`,
        `{ ${opening} }`,
        times(`${opening} `, 50),
      ]) {
        refusal(source, { check: 'off' });
        refusal(source);
      }
    }
  });

  test('every beginning of a program', () => {
    for (let end = 0; end <= WITNESS.length; end += 3) refusal(WITNESS.slice(0, end));
  });

  test('lists that are empty where they may not be', () => {
    for (const source of ['class A extends {}', 'for (const of []);', 'for (let in {});']) {
      expect(refusal(source, { check: 'off' }).length).toBeGreaterThan(0);
      expect(refusal(source).length).toBeGreaterThan(0);
    }
  });

  const tokens = [
    ...openings,
    ')',
    ']',
    '}',
    '>',
    ';',
    ',',
    ':',
    '?',
    '=',
    '=>',
    '+',
    '-',
    '*',
    '**',
    '/',
    '%',
    '&',
    '|',
    '^',
    '!',
    '~',
    '<<',
    '>>>',
    '&&',
    '||',
    '??',
    '==',
    '===',
    '+=',
    '??=',
    '++',
    '--',
    '.',
    '?.',
    '`',
    '"a"',
    "'b'",
    '1',
    '0',
    '1.5',
    '10n',
    'a',
    'b',
    'c',
    'x',
    'y',
    'T',
    'Array',
    'Promise',
    'Map',
    'undefined',
    'null',
    'true',
    'NaN',
    'arguments',
    'eval',
    'yield',
    'let',
    'keyof',
    'infer',
    'readonly',
    'unique symbol',
    'is',
    'asserts',
    'never',
    'any',
    'string',
    'number',
    'extends',
    'implements',
    'default',
    'case',
    'finally',
    '\n',
    '\n',
    '/*c*/',
    '// c\n',
    '/re/g',
    '@d',
    '#p',
    '__proto__',
    'constructor',
    'prototype',
    '"use strict";',
  ];

  test('a soup of tokens: 2,500 of them', { timeout: 240_000 }, () => {
    const below = randomBelow(20_260_401);
    let compiled = 0;
    for (let round = 0; round < 2_500; round++) {
      const parts: string[] = [];
      const length = 1 + below(round % 50 === 0 ? 400 : 40);
      for (let index = 0; index < length; index++) parts.push(tokens[below(tokens.length)]);
      const source = parts.join(below(3) === 0 ? '' : ' ');
      try {
        const check = round % 5 === 0 ? 'off' : 'strict';
        if (refusal(source, { maxCheckMs: 1_000, check }).length === 0) compiled++;
      } catch (error) {
        throw new Error(`round ${round}: ${JSON.stringify(source)}`, { cause: error });
      }
    }
    // Most are refused, some are not: neither way goes untried.
    expect(compiled).toBeGreaterThan(10);
    expect(compiled).toBeLessThan(1_000);
  });

  test('programs of the corpus with tokens changed, moved and lost: 700 of them', {
    timeout: 240_000,
  }, () => {
    const below = randomBelow(7);
    let compiled = 0;
    const programs = readPrograms().filter(({ modules }) => Object.keys(modules).length === 1);
    for (let round = 0; round < 700; round++) {
      const { modules, entry, name } = programs[below(programs.length)];
      const parts = modules[entry].split(/\b/);
      for (let change = below(4); change >= 0; change--) {
        const at = below(parts.length);
        const kind = below(4);
        if (kind === 0) parts.splice(at, 1 + below(5));
        else if (kind === 1) parts.splice(at, 0, tokens[below(tokens.length)]);
        else if (kind === 2) parts[at] = tokens[below(tokens.length)];
        else parts.splice(at, 0, ...parts.slice(below(parts.length)).slice(0, 20));
      }
      const source = parts.join('');
      try {
        const check = round % 2 === 0 ? 'off' : 'strict';
        if (refusal(source, { maxCheckMs: 1_000, check }).length === 0) compiled++;
      } catch (error) {
        throw new Error(`round ${round} (${name}):\n${source}`, { cause: error });
      }
    }
    expect(compiled).toBeGreaterThan(50);
    expect(compiled).toBeLessThan(600);
  });
});
