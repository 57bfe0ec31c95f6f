/**
 * Instructions as the host sees them: the rows of `assembly/opcodes.ts` by number, and access to code words.
 */
import { Op, type Opcode, opcodeTable } from '../../assembly/opcodes';

/** One row of the opcode table, with the number of 64-bit words it takes. */
export interface Instruction extends Readonly<Opcode> {
  readonly words: 1 | 2;
}

/** Every instruction, by opcode. */
export const instructions: readonly Instruction[] = opcodeTable().map((row) => ({
  ...row,
  words: row.extra === 'none' ? 1 : 2,
}));

/** The opcode of a name, for assemblers. */
export const opcodeByName: ReadonlyMap<string, number> = new Map(
  instructions.map((instruction) => [instruction.name, instruction.op]),
);

/** After these, control never goes on to the next instruction. */
const endings: ReadonlySet<number> = new Set<number>([
  Op.JMP,
  Op.RET,
  Op.RETU,
  Op.RETCTOR,
  Op.THROW,
  Op.THROWERR,
  Op.RETHROW,
  Op.ARETURN,
  Op.GRETURN,
  Op.NATIVE,
  Op.JOBEND,
]);

/** Does control never go on after this instruction? */
export const endsBlock = (op: number): boolean => endings.has(op);

/** Byte offset in the frame of a register: what a register operand holds. */
export const registerOffset = (register: number): number => 16 + 8 * register;

/** The register at a byte offset, fractional or negative when the offset is not one. */
export const registerAt = (offset: number): number => (offset - 16) / 8;

/** Bytes of a word of code. */
export const WORD = 8;

/** Reads the words of a function's code. Words are counted, not bytes. */
export class CodeReader {
  readonly words: number;
  private readonly view: DataView;

  constructor(code: Uint8Array) {
    this.words = Math.floor(code.length / WORD);
    this.view = new DataView(code.buffer, code.byteOffset, code.byteLength);
  }

  op(word: number): number {
    return this.view.getUint16(word * WORD, true);
  }

  a(word: number): number {
    return this.view.getUint16(word * WORD + 2, true);
  }

  b(word: number): number {
    return this.view.getUint16(word * WORD + 4, true);
  }

  c(word: number): number {
    return this.view.getUint16(word * WORD + 6, true);
  }

  /** Operand c as a signed number (imm, rel16). */
  signedC(word: number): number {
    return this.view.getInt16(word * WORD + 6, true);
  }

  /** Operand b as a signed number (imm). */
  signedB(word: number): number {
    return this.view.getInt16(word * WORD + 4, true);
  }

  /** Operands b and c as one signed number: b | c << 16 (imm32, rel32). */
  wide(word: number): number {
    return this.view.getInt32(word * WORD + 4, true);
  }

  /** Low half of the extra word of the instruction at `word`. */
  extraLow(word: number): number {
    return this.view.getUint32((word + 1) * WORD, true);
  }

  extraHigh(word: number): number {
    return this.view.getUint32((word + 1) * WORD + 4, true);
  }
}

/** The target of the jump at `word`, or undefined when the instruction does not jump. */
export function jumpTarget(code: CodeReader, word: number): number | undefined {
  const instruction = instructions[code.op(word)];
  if (instruction === undefined) return undefined;
  if (instruction.c === 'rel16') return word + code.signedC(word);
  if (instruction.b === 'rel32') return word + code.wide(word);
  return undefined;
}
