/**
 * The one table of instructions. The enum, the verifier, the disassembler, step charges and docs/bytecode.md derive from it.
 *
 * An instruction is one or two little-endian 64-bit words:
 *   word 0:  u16 opcode | u16 a | u16 b | u16 c          a register operand is its byte offset in the frame: 16 + 8 × register
 *   word 1:  by the row's `extra` (written by the compiler as an index, replaced by the linker with an address)
 * A jump is counted in words from the start of the jumping instruction: `rel16` in c, `rel32` in (c << 16 | b).
 * Every instruction costs one step; `work` says what may be added (RULES 1-4).
 *
 * Operand kinds: def (register written), use (read), cell (register that holds a cell), window (first register of a call window:
 * link, function, this, arguments…), count, imm (i16), imm32 (b | c << 16), special, capture, rel16, rel32, range (first of `c` registers, read), none.
 * Extra kinds: constant (f64 bits or a string), key (u32 property name, u32 inline cache), global (u32 slot, u32 name), function (u32 template),
 * literal (u32 key list, u32 inline cache), native (u32 native id), builtin (u32 builtin index, u32 name), name (u32 string), import (u32 capability index, u32 name), helper (u32 LibraryHelper), none.
 */
export const enum Op {
  ILLEGAL,
  // constants and moves
  LOADK, LOADI, LOADS, MOVE,
  // module variables, builtins, imports
  LOADG, LOADGC, STOREG, STOREGC, INITG, LOADB, IMPORT,
  // cells and captures
  NEWCELL, CELLGET, CELLGETC, CELLSET, CELLSETC, CAPGET, CAPCELLGET, CAPCELLGETC, CAPCELLSET, CAPCELLSETC, CHECKINIT,
  // arithmetic
  ADD, SUB, MUL, DIV, MOD, EXP, BAND, BOR, BXOR, SHL, SHR, USHR,
  ADDI, SUBI, MULI, BANDI, BORI, SHLI, SHRI, USHRI,
  NEG, PLUS, BNOT, NOT, INC, DEC, TONUMERIC, TOSTR, TOKEY, TYPEOF,
  // comparison to a boolean
  LT, LE, GT, GE, EQ, NE, SEQ, SNE, INSTANCEOF, IN,
  // jumps
  JMP, JT, JF, JNULLISH, JNNULLISH, JUNDEF, JNUNDEF, JIS, JNIS,
  JLT, JNLT, JLE, JNLE, JGT, JNGT, JGE, JNGE, JEQ, JNE, JSEQ, JSNE,
  JLTI, JNLTI, JLEI, JNLEI, JGTI, JNGTI, JGEI, JNGEI, JSEQI, JSNEI,
  LOOPLT,
  // properties
  GETP, SETP, GETLENGTH, GETE, SETE, DELP, DELE, GETSUPER, SETSUPER,
  DEFP, DEFE, DEFGETTER, DEFSETTER, DEFMETHOD, COPYPROPS, SETPROTO,
  // creation
  NEWOBJ, NEWLIT, NEWARR, ARRPUSH, ARRSPREAD, CLOSURE, CLASS, SETNAME,
  // calls
  CALL, CALLM, CALLSPREAD, NEW, NEWSPREAD, SUPERCALL, SUPERSPREAD, CALLN, CALLH, RET, RETU, RETCTOR, THROW, THROWERR, ARGS,
  // iteration
  ITER, ITERNEXT, ITERCLOSE, ITERCLOSETHROW, FORIN,
  // async and generators
  ASYNC, AWAIT, ARETURN, GENERATOR, YIELD, GRETURN, ASYNCITER,
  // the machine's own
  NATIVE, JOBEND, RETHROW, FINALLYEND, NOP, DEBUGGER,
  COUNT,
}

/** One row of the table. */
export class Opcode {
  constructor(
    public op: i32,
    public name: string,
    public a: string,
    public b: string,
    public c: string,
    public extra: string,
    /** `constant`, `bounded` or `resumable` (RULES 2), then what is charged beyond one step. */
    public work: string,
    /** May it throw or call guest code (and so need a handler, a frame above it, a line)? */
    public throws: bool,
    public about: string,
  ) {}
}

/** The rows, in the order of the enum. Not compiled into the core. */
export function opcodeTable(): Opcode[] {
  const rows: Opcode[] = [];
  function row(op: i32, name: string, a: string, b: string, c: string, extra: string, work: string, throws: bool, about: string): void {
    rows.push(new Opcode(op, name, a, b, c, extra, work, throws, about));
  }
  row(Op.ILLEGAL, 'ILLEGAL', 'none', 'none', 'none', 'none', 'constant', true, 'Never emitted: zeroed memory is not code.');
  row(Op.LOADK, 'LOADK', 'def', 'none', 'none', 'constant', 'constant', false, 'a = a number or string constant.');
  row(Op.LOADI, 'LOADI', 'def', 'imm32', 'none', 'none', 'constant', false, 'a = a 32-bit integer.');
  row(Op.LOADS, 'LOADS', 'def', 'special', 'none', 'none', 'constant', false, 'a = undefined, null, false, true, hole or uninitialised.');
  row(Op.MOVE, 'MOVE', 'def', 'use', 'none', 'none', 'constant', false, 'a = b.');
  row(Op.LOADG, 'LOADG', 'def', 'none', 'none', 'global', 'constant', false, 'a = a module variable known to be initialised.');
  row(Op.LOADGC, 'LOADGC', 'def', 'none', 'none', 'global', 'constant', true, 'a = a module variable; ReferenceError when uninitialised.');
  row(Op.STOREG, 'STOREG', 'use', 'none', 'none', 'global', 'constant', false, 'A module variable = a.');
  row(Op.STOREGC, 'STOREGC', 'use', 'none', 'none', 'global', 'constant', true, 'A module variable = a; ReferenceError when uninitialised.');
  row(Op.INITG, 'INITG', 'use', 'none', 'none', 'global', 'constant', false, 'Initialises a module variable with a.');
  row(Op.LOADB, 'LOADB', 'def', 'none', 'none', 'builtin', 'bounded', true, 'a = a builtin global (Map, Math, undefined names excluded), made on first use.');
  row(Op.IMPORT, 'IMPORT', 'def', 'none', 'none', 'import', 'constant', true, 'a = a new function that calls a capability of the host.');
  row(Op.NEWCELL, 'NEWCELL', 'cell', 'use', 'none', 'none', 'constant', true, 'a = a new cell that holds b.');
  row(Op.CELLGET, 'CELLGET', 'def', 'cell', 'none', 'none', 'constant', false, 'a = the content of cell b.');
  row(Op.CELLGETC, 'CELLGETC', 'def', 'cell', 'none', 'name', 'constant', true, 'a = the content of cell b; ReferenceError when uninitialised.');
  row(Op.CELLSET, 'CELLSET', 'cell', 'use', 'none', 'none', 'constant', false, 'The content of cell a = b.');
  row(Op.CELLSETC, 'CELLSETC', 'cell', 'use', 'none', 'name', 'constant', true, 'The content of cell a = b; ReferenceError when uninitialised.');
  row(Op.CAPGET, 'CAPGET', 'def', 'capture', 'none', 'none', 'constant', false, 'a = a variable captured by value.');
  row(Op.CAPCELLGET, 'CAPCELLGET', 'def', 'capture', 'none', 'none', 'constant', false, 'a = the content of a captured cell.');
  row(Op.CAPCELLGETC, 'CAPCELLGETC', 'def', 'capture', 'none', 'name', 'constant', true, 'The same; ReferenceError when uninitialised.');
  row(Op.CAPCELLSET, 'CAPCELLSET', 'use', 'capture', 'none', 'none', 'constant', false, 'The content of a captured cell = a.');
  row(Op.CAPCELLSETC, 'CAPCELLSETC', 'use', 'capture', 'none', 'name', 'constant', true, 'The same; ReferenceError when uninitialised.');
  row(Op.CHECKINIT, 'CHECKINIT', 'use', 'none', 'none', 'name', 'constant', true, 'ReferenceError when a is uninitialised.');
  row(Op.ADD, 'ADD', 'def', 'use', 'use', 'none', 'bounded: bytes of a short concatenation', true, 'a = b + c, by ECMA-262.');
  row(Op.SUB, 'SUB', 'def', 'use', 'use', 'none', 'constant', true, 'a = b - c.');
  row(Op.MUL, 'MUL', 'def', 'use', 'use', 'none', 'constant', true, 'a = b * c.');
  row(Op.DIV, 'DIV', 'def', 'use', 'use', 'none', 'constant', true, 'a = b / c.');
  row(Op.MOD, 'MOD', 'def', 'use', 'use', 'none', 'bounded', true, 'a = b % c.');
  row(Op.EXP, 'EXP', 'def', 'use', 'use', 'none', 'bounded', true, 'a = b ** c.');
  row(Op.BAND, 'BAND', 'def', 'use', 'use', 'none', 'constant', true, 'a = b & c.');
  row(Op.BOR, 'BOR', 'def', 'use', 'use', 'none', 'constant', true, 'a = b | c.');
  row(Op.BXOR, 'BXOR', 'def', 'use', 'use', 'none', 'constant', true, 'a = b ^ c.');
  row(Op.SHL, 'SHL', 'def', 'use', 'use', 'none', 'constant', true, 'a = b << c.');
  row(Op.SHR, 'SHR', 'def', 'use', 'use', 'none', 'constant', true, 'a = b >> c.');
  row(Op.USHR, 'USHR', 'def', 'use', 'use', 'none', 'constant', true, 'a = b >>> c.');
  row(Op.ADDI, 'ADDI', 'def', 'use', 'imm', 'none', 'bounded', true, 'a = b + imm.');
  row(Op.SUBI, 'SUBI', 'def', 'use', 'imm', 'none', 'constant', true, 'a = b - imm.');
  row(Op.MULI, 'MULI', 'def', 'use', 'imm', 'none', 'constant', true, 'a = b * imm.');
  row(Op.BANDI, 'BANDI', 'def', 'use', 'imm', 'none', 'constant', true, 'a = b & imm.');
  row(Op.BORI, 'BORI', 'def', 'use', 'imm', 'none', 'constant', true, 'a = b | imm.');
  row(Op.SHLI, 'SHLI', 'def', 'use', 'imm', 'none', 'constant', true, 'a = b << imm.');
  row(Op.SHRI, 'SHRI', 'def', 'use', 'imm', 'none', 'constant', true, 'a = b >> imm.');
  row(Op.USHRI, 'USHRI', 'def', 'use', 'imm', 'none', 'constant', true, 'a = b >>> imm.');
  row(Op.NEG, 'NEG', 'def', 'use', 'none', 'none', 'constant', true, 'a = -b.');
  row(Op.PLUS, 'PLUS', 'def', 'use', 'none', 'none', 'bounded', true, 'a = +b (ToNumber).');
  row(Op.BNOT, 'BNOT', 'def', 'use', 'none', 'none', 'constant', true, 'a = ~b.');
  row(Op.NOT, 'NOT', 'def', 'use', 'none', 'none', 'constant', false, 'a = !b.');
  row(Op.INC, 'INC', 'def', 'use', 'none', 'none', 'constant', true, 'a = ToNumeric(b) + 1.');
  row(Op.DEC, 'DEC', 'def', 'use', 'none', 'none', 'constant', true, 'a = ToNumeric(b) - 1.');
  row(Op.TONUMERIC, 'TONUMERIC', 'def', 'use', 'none', 'none', 'constant', true, 'a = ToNumeric(b), the old value of x++.');
  row(Op.TOSTR, 'TOSTR', 'def', 'use', 'none', 'none', 'bounded', true, 'a = ToString(b), as a template literal does.');
  row(Op.TOKEY, 'TOKEY', 'def', 'use', 'none', 'none', 'bounded', true, 'a = ToPropertyKey(b): a number, string or symbol.');
  row(Op.TYPEOF, 'TYPEOF', 'def', 'use', 'none', 'none', 'constant', false, 'a = typeof b.');
  row(Op.LT, 'LT', 'def', 'use', 'use', 'none', 'bounded', true, 'a = b < c.');
  row(Op.LE, 'LE', 'def', 'use', 'use', 'none', 'bounded', true, 'a = b <= c.');
  row(Op.GT, 'GT', 'def', 'use', 'use', 'none', 'bounded', true, 'a = b > c.');
  row(Op.GE, 'GE', 'def', 'use', 'use', 'none', 'bounded', true, 'a = b >= c.');
  row(Op.EQ, 'EQ', 'def', 'use', 'use', 'none', 'bounded', true, 'a = b == c.');
  row(Op.NE, 'NE', 'def', 'use', 'use', 'none', 'bounded', true, 'a = b != c.');
  row(Op.SEQ, 'SEQ', 'def', 'use', 'use', 'none', 'bounded', false, 'a = b === c.');
  row(Op.SNE, 'SNE', 'def', 'use', 'use', 'none', 'bounded', false, 'a = b !== c.');
  row(Op.INSTANCEOF, 'INSTANCEOF', 'def', 'use', 'use', 'none', 'bounded', true, 'a = b instanceof c.');
  row(Op.IN, 'IN', 'def', 'use', 'use', 'none', 'bounded', true, 'a = b in c.');
  row(Op.JMP, 'JMP', 'none', 'rel32', 'none', 'none', 'constant', false, 'Jump.');
  row(Op.JT, 'JT', 'use', 'rel32', 'none', 'none', 'constant', false, 'Jump when a is truthy.');
  row(Op.JF, 'JF', 'use', 'rel32', 'none', 'none', 'constant', false, 'Jump when a is falsy.');
  row(Op.JNULLISH, 'JNULLISH', 'use', 'rel32', 'none', 'none', 'constant', false, 'Jump when a is null or undefined.');
  row(Op.JNNULLISH, 'JNNULLISH', 'use', 'rel32', 'none', 'none', 'constant', false, 'Jump when a is neither null nor undefined.');
  row(Op.JUNDEF, 'JUNDEF', 'use', 'rel32', 'none', 'none', 'constant', false, 'Jump when a is undefined.');
  row(Op.JNUNDEF, 'JNUNDEF', 'use', 'rel32', 'none', 'none', 'constant', false, 'Jump when a is not undefined.');
  row(Op.JIS, 'JIS', 'use', 'special', 'rel16', 'none', 'constant', false, 'Jump when a is the special value b.');
  row(Op.JNIS, 'JNIS', 'use', 'special', 'rel16', 'none', 'constant', false, 'Jump when a is not the special value b.');
  row(Op.JLT, 'JLT', 'use', 'use', 'rel16', 'none', 'bounded', true, 'Jump when a < b.');
  row(Op.JNLT, 'JNLT', 'use', 'use', 'rel16', 'none', 'bounded', true, 'Jump when not a < b.');
  row(Op.JLE, 'JLE', 'use', 'use', 'rel16', 'none', 'bounded', true, 'Jump when a <= b.');
  row(Op.JNLE, 'JNLE', 'use', 'use', 'rel16', 'none', 'bounded', true, 'Jump when not a <= b.');
  row(Op.JGT, 'JGT', 'use', 'use', 'rel16', 'none', 'bounded', true, 'Jump when a > b.');
  row(Op.JNGT, 'JNGT', 'use', 'use', 'rel16', 'none', 'bounded', true, 'Jump when not a > b.');
  row(Op.JGE, 'JGE', 'use', 'use', 'rel16', 'none', 'bounded', true, 'Jump when a >= b.');
  row(Op.JNGE, 'JNGE', 'use', 'use', 'rel16', 'none', 'bounded', true, 'Jump when not a >= b.');
  row(Op.JEQ, 'JEQ', 'use', 'use', 'rel16', 'none', 'bounded', true, 'Jump when a == b.');
  row(Op.JNE, 'JNE', 'use', 'use', 'rel16', 'none', 'bounded', true, 'Jump when a != b.');
  row(Op.JSEQ, 'JSEQ', 'use', 'use', 'rel16', 'none', 'bounded', false, 'Jump when a === b.');
  row(Op.JSNE, 'JSNE', 'use', 'use', 'rel16', 'none', 'bounded', false, 'Jump when a !== b.');
  row(Op.JLTI, 'JLTI', 'use', 'imm', 'rel16', 'none', 'bounded', true, 'Jump when a < imm.');
  row(Op.JNLTI, 'JNLTI', 'use', 'imm', 'rel16', 'none', 'bounded', true, 'Jump when not a < imm.');
  row(Op.JLEI, 'JLEI', 'use', 'imm', 'rel16', 'none', 'bounded', true, 'Jump when a <= imm.');
  row(Op.JNLEI, 'JNLEI', 'use', 'imm', 'rel16', 'none', 'bounded', true, 'Jump when not a <= imm.');
  row(Op.JGTI, 'JGTI', 'use', 'imm', 'rel16', 'none', 'bounded', true, 'Jump when a > imm.');
  row(Op.JNGTI, 'JNGTI', 'use', 'imm', 'rel16', 'none', 'bounded', true, 'Jump when not a > imm.');
  row(Op.JGEI, 'JGEI', 'use', 'imm', 'rel16', 'none', 'bounded', true, 'Jump when a >= imm.');
  row(Op.JNGEI, 'JNGEI', 'use', 'imm', 'rel16', 'none', 'bounded', true, 'Jump when not a >= imm.');
  row(Op.JSEQI, 'JSEQI', 'use', 'imm', 'rel16', 'none', 'constant', false, 'Jump when a === imm.');
  row(Op.JSNEI, 'JSNEI', 'use', 'imm', 'rel16', 'none', 'constant', false, 'Jump when a !== imm.');
  row(Op.LOOPLT, 'LOOPLT', 'def', 'use', 'rel16', 'none', 'bounded', true, 'a = ToNumeric(a) + 1; jump when a < b. Emitted only when a is known to be a number.');
  row(Op.GETP, 'GETP', 'def', 'use', 'none', 'key', 'constant: 1 per prototype link', true, 'a = b.key.');
  row(Op.SETP, 'SETP', 'use', 'use', 'none', 'key', 'constant: 1 per prototype link', true, 'a.key = b.');
  row(Op.GETLENGTH, 'GETLENGTH', 'def', 'use', 'none', 'key', 'constant', true, 'a = b.length.');
  row(Op.GETE, 'GETE', 'def', 'use', 'use', 'none', 'bounded', true, 'a = b[c].');
  row(Op.SETE, 'SETE', 'use', 'use', 'use', 'none', 'resumable: growth of the elements', true, 'a[b] = c.');
  row(Op.DELP, 'DELP', 'def', 'use', 'none', 'key', 'bounded', true, 'a = delete b.key.');
  row(Op.DELE, 'DELE', 'def', 'use', 'use', 'none', 'bounded', true, 'a = delete b[c].');
  row(Op.GETSUPER, 'GETSUPER', 'def', 'use', 'use', 'none', 'bounded', true, "a = property c of b's prototype, with register c + 1 as receiver.");
  row(Op.SETSUPER, 'SETSUPER', 'use', 'use', 'use', 'none', 'bounded', true, "Sets property b of a's prototype to c, with register b + 1 as receiver.");
  row(Op.DEFP, 'DEFP', 'use', 'use', 'none', 'key', 'constant', true, 'Defines the own data property a.key = b.');
  row(Op.DEFE, 'DEFE', 'use', 'use', 'use', 'none', 'bounded', true, 'Defines the own data property a[b] = c.');
  row(Op.DEFGETTER, 'DEFGETTER', 'use', 'use', 'use', 'none', 'bounded', true, 'Defines getter c for key b of a; enumerable unless a is a class or its prototype.');
  row(Op.DEFSETTER, 'DEFSETTER', 'use', 'use', 'use', 'none', 'bounded', true, 'Defines setter c for key b of a.');
  row(Op.DEFMETHOD, 'DEFMETHOD', 'use', 'use', 'use', 'none', 'bounded', true, 'Defines the non-enumerable method c for key b of a.');
  row(Op.COPYPROPS, 'COPYPROPS', 'use', 'use', 'use', 'none', 'bounded', true, 'Copies own enumerable properties of b into a, except the keys in array c (or undefined).');
  row(Op.SETPROTO, 'SETPROTO', 'use', 'use', 'none', 'none', 'bounded', true, "Sets a's prototype to b when b is an object or null (`__proto__: b` in a literal).");
  row(Op.NEWOBJ, 'NEWOBJ', 'def', 'count', 'none', 'none', 'constant', true, 'a = {} with room for b own properties.');
  row(Op.NEWLIT, 'NEWLIT', 'def', 'range', 'count', 'literal', 'constant: bytes', true, 'a = an object with the literal’s keys and the c values from register b on.');
  row(Op.NEWARR, 'NEWARR', 'def', 'range', 'count', 'none', 'bounded: bytes', true, 'a = an array of the c values from register b on.');
  row(Op.ARRPUSH, 'ARRPUSH', 'use', 'use', 'none', 'none', 'resumable', true, 'Appends b (which may be a hole) to array a.');
  row(Op.ARRSPREAD, 'ARRSPREAD', 'use', 'use', 'none', 'none', 'resumable', true, 'Appends the values of iterable b to array a.');
  row(Op.CLOSURE, 'CLOSURE', 'def', 'none', 'none', 'function', 'constant: bytes', true, 'a = a new closure of the function, its captures taken from this frame.');
  row(Op.CLASS, 'CLASS', 'use', 'use', 'def', 'none', 'bounded', true, 'Makes constructor a a class with superclass b (hole: none); c = its prototype object.');
  row(Op.SETNAME, 'SETNAME', 'use', 'use', 'none', 'none', 'bounded', true, 'Names the anonymous function or class a after key b.');
  row(Op.CALL, 'CALL', 'def', 'window', 'count', 'none', 'constant', true, 'a = call of the function in window b with c arguments.');
  row(Op.CALLM, 'CALLM', 'def', 'window', 'count', 'key', 'constant: 1 per prototype link', true, 'a = call of method key of the receiver (`this` of window b) with c arguments.');
  row(Op.CALLSPREAD, 'CALLSPREAD', 'def', 'window', 'none', 'none', 'bounded', true, 'a = call with the arguments in the array that is the first argument of window b.');
  row(Op.NEW, 'NEW', 'def', 'window', 'count', 'none', 'constant', true, 'a = new of the constructor in window b with c arguments.');
  row(Op.NEWSPREAD, 'NEWSPREAD', 'def', 'window', 'none', 'none', 'bounded', true, 'The same with an array of arguments.');
  row(Op.SUPERCALL, 'SUPERCALL', 'def', 'window', 'count', 'none', 'constant', true, 'a = super(…): window b holds the active function as function and new.target as this; c arguments.');
  row(Op.SUPERSPREAD, 'SUPERSPREAD', 'def', 'window', 'none', 'none', 'bounded', true, 'The same with an array of arguments.');
  row(Op.CALLN, 'CALLN', 'def', 'window', 'count', 'native', 'bounded', true, 'a = intrinsic call of a native with c arguments in window b (library code only).');
  row(Op.CALLH, 'CALLH', 'def', 'window', 'count', 'helper', 'constant', true, 'a = call of a library helper with c arguments in window b; window function and this are set by the instruction.');
  row(Op.RET, 'RET', 'use', 'none', 'none', 'none', 'constant', false, 'Returns a.');
  row(Op.RETU, 'RETU', 'none', 'none', 'none', 'none', 'constant', false, 'Returns undefined.');
  row(Op.RETCTOR, 'RETCTOR', 'use', 'use', 'none', 'none', 'constant', true, 'Returns a from a constructor: a if it is an object, else b (the object made); derived: TypeError unless a is undefined, ReferenceError when b is uninitialised.');
  row(Op.THROW, 'THROW', 'use', 'none', 'none', 'none', 'bounded', true, 'Throws a.');
  row(Op.THROWERR, 'THROWERR', 'none', 'count', 'none', 'name', 'bounded', true, 'Throws a new error of kind b with the message.');
  row(Op.ARGS, 'ARGS', 'def', 'none', 'none', 'none', 'bounded', true, 'Reserved: the arguments object.');
  row(Op.ITER, 'ITER', 'def', 'use', 'none', 'none', 'bounded', true, 'Registers a, a + 1, a + 2 = iteration state over b (array and index, or iterator and next method).');
  row(Op.ITERNEXT, 'ITERNEXT', 'def', 'use', 'rel16', 'none', 'bounded', true, 'a = the next value of the iteration in b, b + 1, b + 2; jumps when done.');
  row(Op.ITERCLOSE, 'ITERCLOSE', 'use', 'none', 'none', 'none', 'bounded', true, 'Ends the iteration in a early: calls return(), whose result must be an object.');
  row(Op.ITERCLOSETHROW, 'ITERCLOSETHROW', 'use', 'none', 'none', 'none', 'bounded', true, 'The same when an exception is on its way: what return() does or throws is ignored.');
  row(Op.FORIN, 'FORIN', 'def', 'use', 'none', 'none', 'resumable', true, 'a = an array of the enumerable string keys of b and its prototypes.');
  row(Op.ASYNC, 'ASYNC', 'def', 'none', 'none', 'none', 'constant', true, 'a = the promise of this async call; first instruction of an async function, a is the register after the parameters.');
  row(Op.AWAIT, 'AWAIT', 'def', 'use', 'none', 'none', 'constant: bytes of the frame', true, 'Suspends the async function until b settles; a = its value, or its reason is thrown.');
  row(Op.ARETURN, 'ARETURN', 'use', 'none', 'none', 'none', 'constant', true, 'Resolves the promise of the async function with a and ends its frame.');
  row(Op.GENERATOR, 'GENERATOR', 'none', 'none', 'none', 'none', 'constant: bytes of the frame', true, 'Makes the generator object of this call and returns it to the caller.');
  row(Op.YIELD, 'YIELD', 'def', 'use', 'none', 'none', 'constant: bytes of the frame', true, 'Suspends the generator with value b; a = what next() was given.');
  row(Op.GRETURN, 'GRETURN', 'use', 'none', 'none', 'none', 'constant', true, 'Ends the generator with value a.');
  row(Op.ASYNCITER, 'ASYNCITER', 'def', 'use', 'none', 'none', 'bounded', true, 'Reserved: iteration state for `for await`.');
  row(Op.NATIVE, 'NATIVE', 'none', 'none', 'none', 'native', 'resumable', true, 'The body of a native function: runs one phase of its state machine.');
  row(Op.JOBEND, 'JOBEND', 'none', 'none', 'none', 'none', 'constant', false, 'The frame below every job: the job is over.');
  row(Op.RETHROW, 'RETHROW', 'use', 'none', 'none', 'none', 'bounded', true, 'Throws a again, keeping its stack and a cancel uncatchable.');
  row(Op.FINALLYEND, 'FINALLYEND', 'use', 'use', 'none', 'none', 'bounded', true, 'Reserved.');
  row(Op.NOP, 'NOP', 'none', 'none', 'none', 'none', 'constant', false, 'Nothing.');
  row(Op.DEBUGGER, 'DEBUGGER', 'none', 'none', 'none', 'none', 'constant', false, 'Reserved.');
  return rows;
}
