/** The code that is emitted: few instructions, and the right ones. */
import { describe, expect, test } from 'vitest';
import { compile, functionNamed, listing } from './compile.ts';

/** The code of a function `f`. */
const codeOf = (source: string): string[] => listing(compile(`export ${source}`), 'f');

describe('expressions', () => {
  test('write results where they are wanted and use variables where they are', () => {
    expect(codeOf('function f(a, b) { let x = a + b; x = x * a; return x; }')).toEqual([
      'ADD r3 r1 r2',
      'MUL r3 r3 r1',
      'RET r3',
    ]);
  });

  test('keep an operand that a later operand assigns', () => {
    expect(codeOf('function f(a) { return a + (a = 5); }')).toEqual([
      'MOVE r2 r1',
      'LOADI r1 5',
      'MOVE r3 r1',
      'ADD r2 r2 r3',
      'RET r2',
    ]);
  });

  test('take small numbers as immediates, and the named ones too', () => {
    expect(codeOf('function f(a) { const N = 7; return (2 * a - N) & 15; }')).toEqual([
      'LOADI r2 7',
      'MULI r3 r1 2',
      'SUBI r3 r3 7',
      'BANDI r3 r3 15',
      'RET r3',
    ]);
  });

  test('fold arithmetic of numbers', () => {
    expect(codeOf('function f() { return 60 * 60 * 24; }')).toEqual(['LOADI r1 86400', 'RET r1']);
  });

  test('do not lose the sign of zero', () => {
    expect(codeOf('function f() { return -0; }')).toEqual(['LOADK r1 0', 'RET r1']);
    const { constants } = compile('export function f() { return [0, -0, 0 * -1]; }');
    expect(constants.filter((row) => 'number' in row && Object.is(row.number, -0))).toHaveLength(1);
  });

  test('an assignment does not show half-way', () => {
    // The old value is what `b()` sees, and what is left when it throws.
    expect(codeOf('function f(a, x) { x = a || x; return x; }')).toEqual([
      'MOVE r3 r1',
      'JT r3 +2',
      'MOVE r3 r2',
      'MOVE r2 r3',
      'RET r2',
    ]);
  });
});

describe('conditions', () => {
  test('compare and jump at once, negated where NaN matters', () => {
    expect(codeOf('function f(a, b) { if (a < b) return 1; return 2; }')).toEqual([
      'JNLT r1 r2 +3',
      'LOADI r3 1',
      'RET r3',
      'LOADI r3 2',
      'RET r3',
    ]);
  });

  test('know undefined, null and numbers', () => {
    expect(
      codeOf('function f(a) { if (a === null || a !== 3 && a == undefined) return a; }'),
    ).toEqual(['JIS r1 1 +3', 'JSEQI r1 3 +3', 'JNNULLISH r1 +2', 'RET r1', 'RETU']);
  });
});

describe('loops', () => {
  test('count, compare and jump in one instruction', () => {
    expect(
      codeOf('function f(n) { let s = 0; for (let i = 0; i < n; i++) s += i; return s; }'),
    ).toEqual([
      'LOADI r2 0',
      'LOADI r3 0',
      'JNLT r3 r1 +3',
      'ADD r2 r2 r3',
      'LOOPLT r3 r1 +-1',
      'RET r2',
    ]);
  });

  test('but not when the variable may be no number', () => {
    const code = codeOf('function f(n) { for (let i = 0; i < n; i++) if (n.x) i = n.x; }');
    expect(code.some((line) => line.startsWith('LOOPLT'))).toBe(false);
  });

  test('load constants before the loop, below all call windows', () => {
    const unit = compile(
      'export function f(n, g) { let s = 0; for (let i = 0; i < n; i++) s += g(i) * 0.5; return s; }',
    );
    const code = listing(unit, 'f');
    expect(code[0]).toBe('LOADK r3 0.5');
    expect(code.filter((line) => line.startsWith('LOADK'))).toHaveLength(1);
  });

  test('give closures a variable of their own for each turn', () => {
    const code = codeOf('function f(a) { for (let i = 0; i < 3; i++) a[i] = () => i; }');
    expect(code.filter((line) => line.startsWith('NEWCELL'))).toHaveLength(2);
  });
});

describe('variables', () => {
  test('that never change are captured by value', () => {
    const unit = compile(
      'export function f(a) { const b = a.x; const g = () => a + b; return g; }',
    );
    expect(functionNamed(unit, 'g').captures).toEqual([
      { from: 'register', index: 1, kind: 'value' },
      { from: 'register', index: 2, kind: 'value' },
    ]);
  });

  test('that change are captured in cells', () => {
    const unit = compile('export function f() { let n = 0; const g = () => ++n; return g; }');
    expect(functionNamed(unit, 'g').captures).toEqual([
      { from: 'register', index: 1, kind: 'cell' },
    ]);
    expect(functionNamed(unit, 'f')).toMatchObject({ cellStart: 1, cells: 1 });
  });

  test('check for initialisation only where it is not proven', () => {
    const opcodes = (source: string) => codeOf(source).map((line) => line.split(' ')[0]);
    expect(opcodes('function f() { let x = 1; { x; } return x; }')).not.toContain('CHECKINIT');
    expect(opcodes('function f() { x; let x = 1; }')).toContain('CHECKINIT');
    expect(opcodes('function f() { const g = () => x; let x = 1; return g; }')).not.toContain(
      'CHECKINIT',
    );
    const unit = compile('const table = [1]; export function f() { return table; }');
    expect(listing(unit, 'f')).toEqual(['LOADG r1 table', 'RET r1']);
    const late = compile('export function f() { return x; } f(); const x = {};');
    expect(listing(late, 'f')).toEqual(['LOADGC r1 x', 'RET r1']);
  });

  test('that only the top level uses are registers', () => {
    const unit = compile('let a = 1; a += 2; export const b = a;');
    expect(unit.globals.map(({ name }) => unit.strings[name])).toEqual(['b']);
  });
});

describe('functions', () => {
  test('return each branch of a conditional by itself', () => {
    const unit = compile('export function f(n) { return n < 2 ? n : f(n - 1) + f(n - 2); }');
    expect(listing(unit, 'f')).toEqual([
      'JNLTI r1 2 +2',
      'RET r1',
      'LOADG r4 f',
      'LOADS r5 0',
      'SUBI r6 r1 1',
      'CALL r2 r3 1',
      'LOADG r5 f',
      'LOADS r6 0',
      'SUBI r7 r1 2',
      'CALL r3 r4 1',
      'ADD r2 r2 r3',
      'RET r2',
    ]);
  });

  test('fetch a method before arguments that may change it', () => {
    expect(codeOf('function f(o, g) { return o.m(1); }')[2]).toBe('CALLM r3 r4 1 m');
    const code = codeOf('function f(o, g) { return o.m(g()); }');
    expect(code.findIndex((line) => line.startsWith('GETP'))).toBeLessThan(
      code.findIndex((line) => line.startsWith('CALL')),
    );
  });

  test('too long for short jumps are emitted with long ones', () => {
    const body = 'n = n * 1.5 + 2.5 - n / 3.5;'.repeat(9000);
    const unit = compile(
      `export function f(n) { for (let i = 0; i < 3; i++) { for (const x of n) { ${body} } } return () => n; }`,
    );
    const code = listing(unit, 'f');
    expect(code.length).toBeGreaterThan(32768);
    expect(code.some((line) => line.startsWith('LOOPLT'))).toBe(true);
    expect(unit.functions).toHaveLength(3);
  });
});

describe('places', () => {
  test('of calls and properties are in the line table', () => {
    const unit = compile('export function f(a) {\n  return a\n    .first()\n    .second;\n}');
    const { lines } = functionNamed(unit, 'f');
    expect(lines.map(({ line, column }) => `${line}:${column}`)).toEqual(['3:6', '4:6']);
  });
});
