/**
 * Operands of every kind for every instruction. The verifier knows which registers hold values, not which values: hostile bytecode may hand
 * a number to an instruction that the compiler gives arrays only. It must throw, or do something harmless: afterwards the whole region is verified.
 */
import { Runtime, Vm } from 'raya-vm';
import { Compiler } from 'raya-vm/compiler';
import { afterAll, expect, test } from 'vitest';
import { opcodeTable } from '../../assembly/opcodes';
import { encodeUnit } from '../../src/bytecode/format';
import { neverInUnits } from '../../src/bytecode/verify-code';
import { assemble } from '../core/assemble';

const runtime = new Runtime({ manual: true });
afterAll(() => runtime.close());

/** A function for each instruction: its values are the parameters, its result, if any, is returned. */
function functionsFor(): string[] {
  const functions: string[] = [];
  for (const row of opcodeTable()) {
    const { name, a, b, c, extra } = row;
    if (neverInUnits.includes(row.op) || isTyped(name)) continue;
    const kinds = [a, b, c];
    if (!kinds.every((kind) => known.has(kind)) || !(extra in extras)) continue;
    const key = name === 'GETLENGTH' ? ['.length'] : extras[extra]!;
    const operands = kinds.flatMap((kind, index) => operandOf(kind, 'abc'[index]!));
    const line = [...operands, ...key].join(', ');
    const words = kinds.includes('window')
      ? ['MOVE r6, a', 'MOVE r7, b', 'MOVE r8, c', `${name} ${line}`]
      : [`${name} ${line}`];
    const result = a === 'def' || b === 'def' || c === 'def' ? 'r4' : 'a';
    const isDerived = ['SUPERCALL', 'SUPERSPREAD'].includes(name);
    const head = `export function o${functions.length}(a, b, c)${isDerived ? ' derived' : ''} slots=10`;
    const body = endsFunction.has(name)
      ? words
      : [...words, isDerived ? 'RETCTOR r4, this' : `end: RET ${result}`];
    functions.push([head, '  LOADS r4, undefined', ...body.map((text) => `  ${text}`)].join('\n'));
  }
  return functions;
}

const known = new Set([
  'none',
  'use',
  'def',
  'imm',
  'rel16',
  'rel32',
  'window',
  'count',
  'range',
  'special',
]);
const extras: Record<string, string[]> = { none: [], key: ['.x'], literal: ['{x}'], name: ['x'] };
const endsFunction = new Set(['RET', 'RETU', 'RETCTOR', 'THROW', 'JMP', 'THROWERR']);
/** Their registers are known to the verifier: iterations, promises of async calls, what is to be thrown again. */
const isTyped = (name: string): boolean =>
  /^(ITER|ASYNC|AWAIT|ARETURN|RETHROW|CELL|CAP|NEWCELL|CLOSURE|LOADS|JMP|THROWERR|RETCTOR)/.test(
    name,
  );

function operandOf(kind: string, parameter: string): string[] {
  switch (kind) {
    case 'none':
      return [];
    case 'use':
      return [parameter];
    case 'def':
      return ['r4'];
    case 'imm':
      return ['7'];
    case 'window':
      return ['r5'];
    case 'count':
      return ['1'];
    case 'range':
      return ['r1'];
    case 'special':
      return ['hole'];
    default:
      return ['end'];
  }
}

const instructionOf = (text: string): string => /^ {2}(?!LOADS|MOVE)\w+/m.exec(text)![0].trim();

/** The guest tries an instruction with every three of its values, which are made anew for each. */
const driver = (names: readonly string[]) => `
  import { ${names.join(', ')} } from './ops';
  const instructions = [${names.join(', ')}];
  class Base { constructor() { this.made = 1; } static x() {} get x() { return 1; } set x(v) {} }
  class Derived extends Base { m() { return super.x; } }
  const makers = [
    () => undefined, () => null, () => true, () => 0, () => -1, () => 4294967296.5, () => NaN, () => '', () => 'x', () => 'ä→'.repeat(40) + 'x',
    () => Symbol('s'), () => ({ x: 1, y: 2 }), () => [1, , 'x'], () => (x) => x, () => Base, () => new Derived(), () => Object.freeze({ x: 1 }),
    () => Object.freeze([1]), () => new Map([['x', 1]]), () => Promise.resolve(1), () => Array, () => Object.prototype, () => Math, () => Object.create(null),
    () => new Error('e'), () => ({ get x() { throw 1; }, valueOf() { throw 2; } }), () => ({ [Symbol.iterator]() { return { next() { return { done: true }; } }; } }),
    () => Array.prototype.map, () => [[1]], () => (1).toString, () => Object(1), () => Object('x'),
  ];
  export const kinds = makers.length;
  export function main(from, count) {
    let thrown = 0;
    const instruction = instructions[from];
    for (let a = 0; a < kinds; a++) {
      for (let b = 0; b < kinds; b++) {
        const c = (a * 7 + b * 11 + count) % kinds;
        try { instruction(makers[a](), makers[b](), makers[c]()); } catch { thrown++; }
        try { new instruction(makers[c](), makers[a](), makers[b]()); } catch { thrown++; }
      }
    }
    return thrown;
  }`;

const functions = functionsFor();
const names = functions.map((_, index) => `o${index}`);

const bytecode = encodeUnit(assemble(functions.join('\n')));
const driving = new Compiler({ check: 'off' }).compileString(driver(names)).bytecode;

test('most instructions are there', () => {
  expect(functions.length).toBeGreaterThan(80);
});

test.each(functions.map((text, index) => [instructionOf(text), index] as const))(
  '%s: whatever values it is given, it throws or does no harm',
  (_name, index) => {
    const vm = new Vm({ runtime, maxHeapBytes: 16 << 20 });
    vm.loadModule('ops', bytecode);
    vm.loadModule('main', driving);
    for (const count of [0, 1, 2]) {
      vm.runEntry('main', [index, count]).catch(() => {});
      vm.step(50_000_000);
      expect(vm.getStats().state).not.toBe('terminated');
    }
    const { bytes } = vm.snapshot();
    expect(() => Vm.from(bytes, { runtime }).terminate()).not.toThrow();
    vm.terminate();
  },
);
