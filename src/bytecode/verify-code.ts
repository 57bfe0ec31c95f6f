/**
 * What every instruction of a function must be by itself: operands by the opcode table, extra words, jump targets,
 * and the rules of the function's kind. What registers hold along the ways through the code is verify-flow.ts's.
 */
import {
  FLAG_ARROW,
  FLAG_ASYNC,
  FLAG_CONSTRUCTOR,
  FLAG_DERIVED,
  FLAG_REST,
} from '../../assembly/memory-map';
import { ErrorKind, LibraryHelper } from '../../assembly/names';
import { Op } from '../../assembly/opcodes';
import { SPECIAL_UNINITIALISED } from '../../assembly/value';
import { VmError } from '../vm/errors';
import { CodeReader, endsBlock, instructions, jumpTarget, registerAt } from './instructions';
import { MAX_INLINE_PROPERTIES } from './limits';
import type { Unit, UnitFunction } from './unit';

/** Instructions that no unit may hold: the machine's own, and those that are reserved. */
export const neverInUnits: readonly number[] = [
  Op.ILLEGAL,
  Op.ARGS,
  Op.GENERATOR,
  Op.YIELD,
  Op.GRETURN,
  Op.ASYNCITER,
  Op.NATIVE,
  Op.JOBEND,
  Op.FINALLYEND,
  Op.DEBUGGER,
];

const never: ReadonlySet<number> = new Set(neverInUnits);

const libraryOnly: ReadonlySet<number> = new Set<number>([Op.CALLN, Op.CALLH]);

/** Work that verifying a unit may take, counted in instructions and registers: linear, with room for small units. */
export class Budget {
  private left: number;

  constructor(words: number) {
    this.left = 4_000_000 + 64 * words;
  }

  spend(amount: number): void {
    this.left -= amount;
    if (this.left < 0) throw new VmError('BAD_BYTECODE', 'its control flow is too entangled');
  }
}

/** What verifying one function needs to know, and learns. */
export class FunctionContext {
  readonly code: CodeReader;
  /** 1 at the first word of each instruction. */
  readonly starts: Uint8Array;
  /** The first register after `this`, parameters and rest. */
  readonly fixedEnd: number;
  /** The register that holds the promise of an async call, else -1. */
  readonly promise: number;
  readonly cellEnd: number;

  constructor(
    readonly unit: Unit,
    readonly index: number,
    readonly source: UnitFunction,
    readonly budget: Budget,
  ) {
    this.code = new CodeReader(source.code);
    this.starts = new Uint8Array(this.code.words + 1);
    this.fixedEnd = 1 + source.parameters + (this.has(FLAG_REST) ? 1 : 0);
    this.promise = this.has(FLAG_ASYNC) ? this.fixedEnd : -1;
    this.cellEnd = source.cellStart + source.cells;
  }

  has(flag: number): boolean {
    return (this.source.flags & flag) !== 0;
  }

  isCell(register: number): boolean {
    return register >= this.source.cellStart && register < this.cellEnd;
  }

  fail(message: string): never {
    const name = this.unit.strings[this.source.name];
    const label = name === undefined || name === '' ? '' : ` '${name.slice(0, 60)}'`;
    throw new VmError('BAD_BYTECODE', `function ${this.index}${label}: ${message}`);
  }

  failAt(word: number, message: string): never {
    const name = instructions[this.code.op(word)]?.name ?? '?';
    return this.fail(`word ${word}, ${name}: ${message}`);
  }
}

/** Checks every instruction by itself. `cacheUsed` has a byte for each cache index of the unit. */
export function verifyCode(context: FunctionContext, cacheUsed: Uint8Array): void {
  findInstructions(context);
  const { code } = context;
  for (let word = 0; word < code.words; word += instructions[code.op(word)].words) {
    verifyOperands(context, word);
    verifyExtra(context, word, cacheUsed);
    verifyPlace(context, word);
    const target = jumpTarget(code, word);
    if (target !== undefined && context.starts[target] !== 1) {
      context.failAt(word, `jumps to word ${target}, where no instruction starts`);
    }
  }
}

/** Finds where instructions start, that opcodes are known, and that the code does not end within or after one. */
export function findInstructions(context: FunctionContext): void {
  const { code, starts } = context;
  if (code.words === 0) context.fail('has no code');
  let last = 0;
  for (let word = 0; word < code.words; ) {
    const op = code.op(word);
    const instruction = instructions[op];
    if (instruction === undefined) context.fail(`word ${word}: there is no instruction ${op}`);
    if (word + instruction.words > code.words) context.failAt(word, 'its second word is missing');
    starts[word] = 1;
    last = word;
    word += instruction.words;
  }
  if (!endsBlock(code.op(last))) context.failAt(last, 'control falls off the end of the code');
}

function verifyOperands(context: FunctionContext, word: number): void {
  const { code } = context;
  const op = code.op(word);
  const instruction = instructions[op];
  verifyOperand(context, word, instruction.a, 'a', code.a(word));
  verifyOperand(context, word, instruction.b, 'b', code.b(word));
  // imm32 and rel32 take both b and c.
  if (instruction.b !== 'imm32' && instruction.b !== 'rel32') {
    verifyOperand(context, word, instruction.c, 'c', code.c(word));
  }
  switch (op) {
    case Op.ITER:
    case Op.ITERCLOSE:
    case Op.ITERCLOSETHROW:
      verifyTriple(context, word, code.a(word));
      return;
    case Op.ITERNEXT: {
      verifyTriple(context, word, code.b(word));
      const distance = registerAt(code.a(word)) - registerAt(code.b(word));
      if (distance >= 0 && distance < 3) context.failAt(word, 'overwrites its own iteration');
      return;
    }
    case Op.GETSUPER:
      verifyRegister(context, word, 'c + 1', code.c(word) + 8);
      return;
    case Op.SETSUPER:
      verifyRegister(context, word, 'b + 1', code.b(word) + 8);
      return;
    case Op.NEWOBJ:
      if (code.b(word) > MAX_INLINE_PROPERTIES) {
        context.failAt(word, `room for more than ${MAX_INLINE_PROPERTIES} properties`);
      }
      return;
    case Op.THROWERR:
      if (code.b(word) >= ErrorKind.COUNT) context.failAt(word, 'there is no such kind of error');
      return;
  }
}

function verifyOperand(
  context: FunctionContext,
  word: number,
  kind: string,
  operand: string,
  value: number,
): void {
  const { source, code } = context;
  switch (kind) {
    case 'none':
      if (value !== 0) context.failAt(word, `operand ${operand} is not used but ${value}`);
      return;
    case 'def':
      // Of ASYNC, verifyPlace says which register it must be.
      if (code.op(word) !== Op.ASYNC) verifyRegister(context, word, operand, value);
      return;
    case 'use':
      verifyRegister(context, word, operand, value);
      return;
    case 'cell': {
      const register = registerAt(value);
      if (!Number.isInteger(register) || !context.isCell(register)) {
        context.failAt(word, `operand ${operand} is not a register of cells`);
      }
      return;
    }
    case 'window': {
      const base = registerAt(value);
      const end = base + 3 + (instructions[code.op(word)].c === 'count' ? code.c(word) : 1);
      if (!Number.isInteger(base) || base < context.cellEnd || end > source.registers) {
        context.failAt(word, 'its call window does not lie between the cells and the frame’s end');
      }
      return;
    }
    case 'range': {
      const first = registerAt(value);
      const end = first + code.c(word);
      if (!Number.isInteger(first) || first < 0 || end > source.registers) {
        context.failAt(word, 'its registers do not lie in the frame');
      }
      const touches = (from: number, to: number) => first < to && from < end && from < to;
      if (touches(source.cellStart, context.cellEnd)) {
        context.failAt(word, 'its registers hold cells');
      }
      if (context.promise >= 0 && touches(context.promise, context.promise + 1)) {
        context.failAt(word, 'reads the promise of the async call');
      }
      return;
    }
    case 'special':
      if (value > SPECIAL_UNINITIALISED) context.failAt(word, `there is no special value ${value}`);
      return;
    case 'capture':
      verifyCapture(context, word, value);
      return;
  }
}

function verifyRegister(
  context: FunctionContext,
  word: number,
  operand: string,
  offset: number,
): void {
  const register = registerAt(offset);
  if (!Number.isInteger(register) || register < 0 || register >= context.source.registers) {
    context.failAt(word, `operand ${operand}, offset ${offset}, is not a register of the frame`);
  }
  if (context.isCell(register)) {
    context.failAt(word, `operand ${operand}, r${register}, holds a cell`);
  }
  if (register === context.promise) {
    context.failAt(word, `operand ${operand}, r${register}, holds the promise of the async call`);
  }
}

/** Three registers of iteration state. */
function verifyTriple(context: FunctionContext, word: number, offset: number): void {
  verifyRegister(context, word, 'iteration + 1', offset + 8);
  verifyRegister(context, word, 'iteration + 2', offset + 16);
}

function verifyCapture(context: FunctionContext, word: number, index: number): void {
  const capture = context.source.captures[index];
  if (capture === undefined) context.failAt(word, `there is no captured variable ${index}`);
  const kind = context.code.op(word) === Op.CAPGET ? 'value' : 'cell';
  if (capture.kind !== kind) {
    context.failAt(word, `captured variable ${index} is not captured as a ${kind}`);
  }
}

function verifyExtra(context: FunctionContext, word: number, cacheUsed: Uint8Array): void {
  const { unit, code } = context;
  const { extra } = instructions[code.op(word)];
  if (extra === 'none') return;
  const low = code.extraLow(word);
  const high = code.extraHigh(word);
  const within = (table: readonly unknown[], what: string): void => {
    if (low >= table.length) context.failAt(word, `there is no ${what} ${low}`);
  };
  if (extra === 'key' || extra === 'literal') {
    if (high >= unit.caches) context.failAt(word, `there is no cache ${high}`);
    if (cacheUsed[high]) context.failAt(word, `cache ${high} is used twice`);
    cacheUsed[high] = 1;
  } else if (high !== 0 && !(extra === 'helper' && high === 1)) {
    context.failAt(word, 'the high half of its second word is not 0');
  }
  switch (extra) {
    case 'constant':
      within(unit.constants, 'constant');
      return;
    case 'key':
      within(unit.strings, 'string');
      if (code.op(word) === Op.GETLENGTH && unit.strings[low] !== 'length') {
        context.failAt(word, "its key is not 'length'");
      }
      return;
    case 'name':
      within(unit.strings, 'string');
      return;
    case 'global': {
      within(unit.globals, 'variable');
      const op = code.op(word);
      const stores = op === Op.STOREG || op === Op.STOREGC || op === Op.INITG;
      if (stores && unit.globals[low].from) context.failAt(word, 'stores to an imported variable');
      return;
    }
    case 'literal':
      within(unit.literals, 'literal');
      if (unit.literals[low].length !== code.c(word)) {
        context.failAt(word, `its literal has ${unit.literals[low].length} keys`);
      }
      return;
    case 'builtin':
      within(unit.builtins, 'builtin');
      return;
    case 'import':
      within(unit.imports, 'import');
      return;
    case 'function':
      within(unit.functions, 'function');
      verifyClosure(context, word, low);
      return;
    case 'helper':
      if (high === 1) {
        within(unit.functions, 'function');
        if (unit.functions[low].captures.length > 0) {
          context.failAt(word, `function ${low} captures variables`);
        }
      } else if (low >= LibraryHelper.COUNT) context.failAt(word, `there is no helper ${low}`);
      return;
  }
}

/** The captured variables of the closure's function must be what this function has at the places they name. */
function verifyClosure(context: FunctionContext, word: number, functionIndex: number): void {
  const { source, unit, budget } = context;
  const { captures } = unit.functions[functionIndex];
  budget.spend(captures.length);
  for (const [index, capture] of captures.entries()) {
    if (capture.from === 'outer') {
      const own = source.captures[capture.index];
      if (own === undefined || own.kind !== capture.kind) {
        context.failAt(
          word,
          `variable ${index} that function ${functionIndex} captures is no captured ${capture.kind} here`,
        );
      }
    } else {
      const { index: register, kind } = capture;
      const right =
        register < source.registers &&
        register !== context.promise &&
        context.isCell(register) === (kind === 'cell');
      if (!right) {
        context.failAt(
          word,
          `r${register}, which function ${functionIndex} captures, does not hold a ${kind} here`,
        );
      }
    }
  }
}

/** Rules of where an instruction may stand. */
function verifyPlace(context: FunctionContext, word: number): void {
  const { code, unit } = context;
  const op = code.op(word);
  if (never.has(op)) context.failAt(word, 'may not stand in a unit');
  if (libraryOnly.has(op) && !unit.library) context.failAt(word, 'is for library code only');
  const asynchronous = context.has(FLAG_ASYNC);
  if (word === 0 && asynchronous && op !== Op.ASYNC) {
    context.failAt(word, 'an async function must start with ASYNC');
  }
  switch (op) {
    case Op.ASYNC:
      if (word !== 0 || !asynchronous) context.failAt(word, 'starts async functions only');
      if (registerAt(code.a(word)) !== context.promise) {
        context.failAt(word, 'its register is not the one after the parameters');
      }
      return;
    case Op.AWAIT:
    case Op.ARETURN:
      if (!asynchronous) context.failAt(word, 'stands in async functions only');
      return;
    case Op.RET:
    case Op.RETU:
      if (asynchronous) context.failAt(word, 'an async function returns by ARETURN');
      if (context.has(FLAG_DERIVED)) {
        context.failAt(word, 'a derived constructor returns by RETCTOR');
      }
      return;
    case Op.RETCTOR:
      if (!context.has(FLAG_CONSTRUCTOR)) context.failAt(word, 'stands in constructors only');
      return;
    case Op.SUPERCALL:
    case Op.SUPERSPREAD:
      if (!context.has(FLAG_DERIVED | FLAG_ARROW)) {
        context.failAt(word, 'stands in derived constructors and their arrow functions only');
      }
      return;
  }
  const target = jumpTarget(code, word);
  if (asynchronous && target === 0) context.failAt(word, 'jumps to the start of an async function');
}
