/**
 * The one table of instructions. The enum, the verifier, the disassembler, step charges and docs/bytecode.md derive from it;
 * opcode-descriptions.ts says in words what each does and may be charged.
 *
 * An instruction is one or two little-endian 64-bit words:
 *   word 0:  u16 opcode | u16 a | u16 b | u16 c          a register operand is its byte offset in the frame: 16 + 8 × register
 *   word 1:  by the row's `extra` (written by the compiler as an index, replaced by the linker with an address)
 * A jump is counted in words from the start of the jumping instruction: `rel16` in c, `rel32` in (c << 16 | b).
 * Every instruction costs one step; its description says what may be added (RULES 1-4).
 *
 * Operand kinds: def (register written), use (read), cell (register that holds a cell), window (first register of a call window:
 * link, function, this, arguments…), count, imm (i16), imm32 (b | c << 16), special, capture, rel16, rel32, range (first of `c` registers, read), none.
 * Extra kinds: constant (f64 bits or a string), key (u32 property name, u32 inline cache), global (u32 slot, u32 name), function (u32 template),
 * literal (u32 key list, u32 inline cache), native (u32 native id), builtin (u32 builtin index, u32 name), name (u32 string), import (u32 capability index, u32 name), helper (u32 LibraryHelper), none.
 */
// biome-ignore format: a table
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
    /** May it throw or call guest code (and so need a handler, a frame above it, a line)? */
    public throws: bool,
  ) {}
}

/** The rows, in the order of the enum. Not compiled into the core. */
export function opcodeTable(): Opcode[] {
  const rows: Opcode[] = [];
  function row(
    op: i32,
    name: string,
    a: string,
    b: string,
    c: string,
    extra: string,
    throws: bool,
  ): void {
    rows.push(new Opcode(op, name, a, b, c, extra, throws));
  }
  row(Op.ILLEGAL, 'ILLEGAL', 'none', 'none', 'none', 'none', true);
  row(Op.LOADK, 'LOADK', 'def', 'none', 'none', 'constant', false);
  row(Op.LOADI, 'LOADI', 'def', 'imm32', 'none', 'none', false);
  row(Op.LOADS, 'LOADS', 'def', 'special', 'none', 'none', false);
  row(Op.MOVE, 'MOVE', 'def', 'use', 'none', 'none', false);
  row(Op.LOADG, 'LOADG', 'def', 'none', 'none', 'global', false);
  row(Op.LOADGC, 'LOADGC', 'def', 'none', 'none', 'global', true);
  row(Op.STOREG, 'STOREG', 'use', 'none', 'none', 'global', false);
  row(Op.STOREGC, 'STOREGC', 'use', 'none', 'none', 'global', true);
  row(Op.INITG, 'INITG', 'use', 'none', 'none', 'global', false);
  row(Op.LOADB, 'LOADB', 'def', 'none', 'none', 'builtin', true);
  row(Op.IMPORT, 'IMPORT', 'def', 'none', 'none', 'import', true);
  row(Op.NEWCELL, 'NEWCELL', 'cell', 'use', 'none', 'none', true);
  row(Op.CELLGET, 'CELLGET', 'def', 'cell', 'none', 'none', false);
  row(Op.CELLGETC, 'CELLGETC', 'def', 'cell', 'none', 'name', true);
  row(Op.CELLSET, 'CELLSET', 'cell', 'use', 'none', 'none', false);
  row(Op.CELLSETC, 'CELLSETC', 'cell', 'use', 'none', 'name', true);
  row(Op.CAPGET, 'CAPGET', 'def', 'capture', 'none', 'none', false);
  row(Op.CAPCELLGET, 'CAPCELLGET', 'def', 'capture', 'none', 'none', false);
  row(Op.CAPCELLGETC, 'CAPCELLGETC', 'def', 'capture', 'none', 'name', true);
  row(Op.CAPCELLSET, 'CAPCELLSET', 'use', 'capture', 'none', 'none', false);
  row(Op.CAPCELLSETC, 'CAPCELLSETC', 'use', 'capture', 'none', 'name', true);
  row(Op.CHECKINIT, 'CHECKINIT', 'use', 'none', 'none', 'name', true);
  row(Op.ADD, 'ADD', 'def', 'use', 'use', 'none', true);
  row(Op.SUB, 'SUB', 'def', 'use', 'use', 'none', true);
  row(Op.MUL, 'MUL', 'def', 'use', 'use', 'none', true);
  row(Op.DIV, 'DIV', 'def', 'use', 'use', 'none', true);
  row(Op.MOD, 'MOD', 'def', 'use', 'use', 'none', true);
  row(Op.EXP, 'EXP', 'def', 'use', 'use', 'none', true);
  row(Op.BAND, 'BAND', 'def', 'use', 'use', 'none', true);
  row(Op.BOR, 'BOR', 'def', 'use', 'use', 'none', true);
  row(Op.BXOR, 'BXOR', 'def', 'use', 'use', 'none', true);
  row(Op.SHL, 'SHL', 'def', 'use', 'use', 'none', true);
  row(Op.SHR, 'SHR', 'def', 'use', 'use', 'none', true);
  row(Op.USHR, 'USHR', 'def', 'use', 'use', 'none', true);
  row(Op.ADDI, 'ADDI', 'def', 'use', 'imm', 'none', true);
  row(Op.SUBI, 'SUBI', 'def', 'use', 'imm', 'none', true);
  row(Op.MULI, 'MULI', 'def', 'use', 'imm', 'none', true);
  row(Op.BANDI, 'BANDI', 'def', 'use', 'imm', 'none', true);
  row(Op.BORI, 'BORI', 'def', 'use', 'imm', 'none', true);
  row(Op.SHLI, 'SHLI', 'def', 'use', 'imm', 'none', true);
  row(Op.SHRI, 'SHRI', 'def', 'use', 'imm', 'none', true);
  row(Op.USHRI, 'USHRI', 'def', 'use', 'imm', 'none', true);
  row(Op.NEG, 'NEG', 'def', 'use', 'none', 'none', true);
  row(Op.PLUS, 'PLUS', 'def', 'use', 'none', 'none', true);
  row(Op.BNOT, 'BNOT', 'def', 'use', 'none', 'none', true);
  row(Op.NOT, 'NOT', 'def', 'use', 'none', 'none', false);
  row(Op.INC, 'INC', 'def', 'use', 'none', 'none', true);
  row(Op.DEC, 'DEC', 'def', 'use', 'none', 'none', true);
  row(Op.TONUMERIC, 'TONUMERIC', 'def', 'use', 'none', 'none', true);
  row(Op.TOSTR, 'TOSTR', 'def', 'use', 'none', 'none', true);
  row(Op.TOKEY, 'TOKEY', 'def', 'use', 'none', 'none', true);
  row(Op.TYPEOF, 'TYPEOF', 'def', 'use', 'none', 'none', false);
  row(Op.LT, 'LT', 'def', 'use', 'use', 'none', true);
  row(Op.LE, 'LE', 'def', 'use', 'use', 'none', true);
  row(Op.GT, 'GT', 'def', 'use', 'use', 'none', true);
  row(Op.GE, 'GE', 'def', 'use', 'use', 'none', true);
  row(Op.EQ, 'EQ', 'def', 'use', 'use', 'none', true);
  row(Op.NE, 'NE', 'def', 'use', 'use', 'none', true);
  row(Op.SEQ, 'SEQ', 'def', 'use', 'use', 'none', false);
  row(Op.SNE, 'SNE', 'def', 'use', 'use', 'none', false);
  row(Op.INSTANCEOF, 'INSTANCEOF', 'def', 'use', 'use', 'none', true);
  row(Op.IN, 'IN', 'def', 'use', 'use', 'none', true);
  row(Op.JMP, 'JMP', 'none', 'rel32', 'none', 'none', false);
  row(Op.JT, 'JT', 'use', 'rel32', 'none', 'none', false);
  row(Op.JF, 'JF', 'use', 'rel32', 'none', 'none', false);
  row(Op.JNULLISH, 'JNULLISH', 'use', 'rel32', 'none', 'none', false);
  row(Op.JNNULLISH, 'JNNULLISH', 'use', 'rel32', 'none', 'none', false);
  row(Op.JUNDEF, 'JUNDEF', 'use', 'rel32', 'none', 'none', false);
  row(Op.JNUNDEF, 'JNUNDEF', 'use', 'rel32', 'none', 'none', false);
  row(Op.JIS, 'JIS', 'use', 'special', 'rel16', 'none', false);
  row(Op.JNIS, 'JNIS', 'use', 'special', 'rel16', 'none', false);
  row(Op.JLT, 'JLT', 'use', 'use', 'rel16', 'none', true);
  row(Op.JNLT, 'JNLT', 'use', 'use', 'rel16', 'none', true);
  row(Op.JLE, 'JLE', 'use', 'use', 'rel16', 'none', true);
  row(Op.JNLE, 'JNLE', 'use', 'use', 'rel16', 'none', true);
  row(Op.JGT, 'JGT', 'use', 'use', 'rel16', 'none', true);
  row(Op.JNGT, 'JNGT', 'use', 'use', 'rel16', 'none', true);
  row(Op.JGE, 'JGE', 'use', 'use', 'rel16', 'none', true);
  row(Op.JNGE, 'JNGE', 'use', 'use', 'rel16', 'none', true);
  row(Op.JEQ, 'JEQ', 'use', 'use', 'rel16', 'none', true);
  row(Op.JNE, 'JNE', 'use', 'use', 'rel16', 'none', true);
  row(Op.JSEQ, 'JSEQ', 'use', 'use', 'rel16', 'none', false);
  row(Op.JSNE, 'JSNE', 'use', 'use', 'rel16', 'none', false);
  row(Op.JLTI, 'JLTI', 'use', 'imm', 'rel16', 'none', true);
  row(Op.JNLTI, 'JNLTI', 'use', 'imm', 'rel16', 'none', true);
  row(Op.JLEI, 'JLEI', 'use', 'imm', 'rel16', 'none', true);
  row(Op.JNLEI, 'JNLEI', 'use', 'imm', 'rel16', 'none', true);
  row(Op.JGTI, 'JGTI', 'use', 'imm', 'rel16', 'none', true);
  row(Op.JNGTI, 'JNGTI', 'use', 'imm', 'rel16', 'none', true);
  row(Op.JGEI, 'JGEI', 'use', 'imm', 'rel16', 'none', true);
  row(Op.JNGEI, 'JNGEI', 'use', 'imm', 'rel16', 'none', true);
  row(Op.JSEQI, 'JSEQI', 'use', 'imm', 'rel16', 'none', false);
  row(Op.JSNEI, 'JSNEI', 'use', 'imm', 'rel16', 'none', false);
  row(Op.LOOPLT, 'LOOPLT', 'def', 'use', 'rel16', 'none', true);
  row(Op.GETP, 'GETP', 'def', 'use', 'none', 'key', true);
  row(Op.SETP, 'SETP', 'use', 'use', 'none', 'key', true);
  row(Op.GETLENGTH, 'GETLENGTH', 'def', 'use', 'none', 'key', true);
  row(Op.GETE, 'GETE', 'def', 'use', 'use', 'none', true);
  row(Op.SETE, 'SETE', 'use', 'use', 'use', 'none', true);
  row(Op.DELP, 'DELP', 'def', 'use', 'none', 'key', true);
  row(Op.DELE, 'DELE', 'def', 'use', 'use', 'none', true);
  row(Op.GETSUPER, 'GETSUPER', 'def', 'use', 'use', 'none', true);
  row(Op.SETSUPER, 'SETSUPER', 'use', 'use', 'use', 'none', true);
  row(Op.DEFP, 'DEFP', 'use', 'use', 'none', 'key', true);
  row(Op.DEFE, 'DEFE', 'use', 'use', 'use', 'none', true);
  row(Op.DEFGETTER, 'DEFGETTER', 'use', 'use', 'use', 'none', true);
  row(Op.DEFSETTER, 'DEFSETTER', 'use', 'use', 'use', 'none', true);
  row(Op.DEFMETHOD, 'DEFMETHOD', 'use', 'use', 'use', 'none', true);
  row(Op.COPYPROPS, 'COPYPROPS', 'use', 'use', 'use', 'none', true);
  row(Op.SETPROTO, 'SETPROTO', 'use', 'use', 'none', 'none', true);
  row(Op.NEWOBJ, 'NEWOBJ', 'def', 'count', 'none', 'none', true);
  row(Op.NEWLIT, 'NEWLIT', 'def', 'range', 'count', 'literal', true);
  row(Op.NEWARR, 'NEWARR', 'def', 'range', 'count', 'none', true);
  row(Op.ARRPUSH, 'ARRPUSH', 'use', 'use', 'none', 'none', true);
  row(Op.ARRSPREAD, 'ARRSPREAD', 'use', 'use', 'none', 'none', true);
  row(Op.CLOSURE, 'CLOSURE', 'def', 'none', 'none', 'function', true);
  row(Op.CLASS, 'CLASS', 'use', 'use', 'def', 'none', true);
  row(Op.SETNAME, 'SETNAME', 'use', 'use', 'none', 'none', true);
  row(Op.CALL, 'CALL', 'def', 'window', 'count', 'none', true);
  row(Op.CALLM, 'CALLM', 'def', 'window', 'count', 'key', true);
  row(Op.CALLSPREAD, 'CALLSPREAD', 'def', 'window', 'none', 'none', true);
  row(Op.NEW, 'NEW', 'def', 'window', 'count', 'none', true);
  row(Op.NEWSPREAD, 'NEWSPREAD', 'def', 'window', 'none', 'none', true);
  row(Op.SUPERCALL, 'SUPERCALL', 'def', 'window', 'count', 'none', true);
  row(Op.SUPERSPREAD, 'SUPERSPREAD', 'def', 'window', 'none', 'none', true);
  row(Op.CALLN, 'CALLN', 'def', 'window', 'count', 'native', true);
  row(Op.CALLH, 'CALLH', 'def', 'window', 'count', 'helper', true);
  row(Op.RET, 'RET', 'use', 'none', 'none', 'none', false);
  row(Op.RETU, 'RETU', 'none', 'none', 'none', 'none', false);
  row(Op.RETCTOR, 'RETCTOR', 'use', 'use', 'none', 'none', true);
  row(Op.THROW, 'THROW', 'use', 'none', 'none', 'none', true);
  row(Op.THROWERR, 'THROWERR', 'none', 'count', 'none', 'name', true);
  row(Op.ARGS, 'ARGS', 'def', 'none', 'none', 'none', true);
  row(Op.ITER, 'ITER', 'def', 'use', 'none', 'none', true);
  row(Op.ITERNEXT, 'ITERNEXT', 'def', 'use', 'rel16', 'none', true);
  row(Op.ITERCLOSE, 'ITERCLOSE', 'use', 'none', 'none', 'none', true);
  row(Op.ITERCLOSETHROW, 'ITERCLOSETHROW', 'use', 'none', 'none', 'none', true);
  row(Op.FORIN, 'FORIN', 'def', 'use', 'none', 'none', true);
  row(Op.ASYNC, 'ASYNC', 'def', 'none', 'none', 'none', true);
  row(Op.AWAIT, 'AWAIT', 'def', 'use', 'none', 'none', true);
  row(Op.ARETURN, 'ARETURN', 'use', 'none', 'none', 'none', true);
  row(Op.GENERATOR, 'GENERATOR', 'none', 'none', 'none', 'none', true);
  row(Op.YIELD, 'YIELD', 'def', 'use', 'none', 'none', true);
  row(Op.GRETURN, 'GRETURN', 'use', 'none', 'none', 'none', true);
  row(Op.ASYNCITER, 'ASYNCITER', 'def', 'use', 'none', 'none', true);
  row(Op.NATIVE, 'NATIVE', 'none', 'none', 'none', 'native', true);
  row(Op.JOBEND, 'JOBEND', 'none', 'none', 'none', 'none', false);
  row(Op.RETHROW, 'RETHROW', 'use', 'none', 'none', 'none', true);
  row(Op.FINALLYEND, 'FINALLYEND', 'use', 'use', 'none', 'none', true);
  row(Op.NOP, 'NOP', 'none', 'none', 'none', 'none', false);
  row(Op.DEBUGGER, 'DEBUGGER', 'none', 'none', 'none', 'none', false);
  return rows;
}
