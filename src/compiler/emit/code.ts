/**
 * Instructions of one function: words, labels and jumps, handler ranges, line records.
 *
 * Register operands are given as register numbers and written as byte offsets in the frame, by the operand kinds of
 * the opcode table. Code that cannot be reached is not written at all.
 */
import { Op } from '../../../assembly/opcodes';
import { endsBlock, instructions } from '../../bytecode/instructions';

/** A place to jump to. */
export class Label {
  /** Word, or -1 while it is not known. */
  position = -1;
  /** Words of the jumps that wait for it. */
  readonly jumps: number[] = [];
}

/** A jump does not fit 16 bits: the function has to be emitted again with long jumps. */
export class JumpTooFar extends Error {}

/**
 * Registers from here on are stand-ins for values that the beginning of the function loads (constants and captures
 * used in loops); they get real numbers when the function is finished.
 */
export const FIRST_PRELOADED = 7000;
const FRAME_HEADER = 16;
const PRELOADED_OFFSET = FRAME_HEADER + 8 * FIRST_PRELOADED;

const REGISTER_A = 1;
const REGISTER_B = 2;
const REGISTER_C = 4;
const THROWS = 8;
const ENDS = 16;
const REL32 = 32;

const REGISTER_KINDS = new Set(['def', 'use', 'cell', 'window', 'range']);

/** By opcode: which operands are registers, and what control does. */
const shapes = Uint8Array.from(instructions, (row) => {
  const isRegister = (kind: string): boolean => REGISTER_KINDS.has(kind);
  return (
    (isRegister(row.a) ? REGISTER_A : 0) |
    (isRegister(row.b) ? REGISTER_B : 0) |
    (isRegister(row.c) ? REGISTER_C : 0) |
    (row.throws ? THROWS : 0) |
    (endsBlock(row.op) ? ENDS : 0) |
    (row.b === 'rel32' ? REL32 : 0)
  );
});

/** The conditional jumps with 16-bit distances and their opposites. */
const OPPOSITES: readonly (readonly [number, number])[] = [
  [Op.JIS, Op.JNIS],
  [Op.JLT, Op.JNLT],
  [Op.JLE, Op.JNLE],
  [Op.JGT, Op.JNGT],
  [Op.JGE, Op.JNGE],
  [Op.JEQ, Op.JNE],
  [Op.JSEQ, Op.JSNE],
  [Op.JLTI, Op.JNLTI],
  [Op.JLEI, Op.JNLEI],
  [Op.JGTI, Op.JNGTI],
  [Op.JGEI, Op.JNGEI],
  [Op.JSEQI, Op.JSNEI],
  [Op.JT, Op.JF],
  [Op.JNULLISH, Op.JNNULLISH],
  [Op.JUNDEF, Op.JNUNDEF],
];
const opposites = new Map<number, number>();
for (const [one, other] of OPPOSITES) {
  opposites.set(one, other);
  opposites.set(other, one);
}

/** The jump that is taken exactly when this one is not. */
export function oppositeOf(op: number): number {
  const opposite = opposites.get(op);
  if (opposite === undefined) throw new Error(`${instructions[op].name} has no opposite`);
  return opposite;
}

/** What an exception in some ranges of words is handed to. */
export class HandlerRanges {
  readonly ranges: { start: number; end: number }[] = [];
  /** First word of the range that is open, or -1. */
  private start = -1;

  constructor(
    readonly code: Code,
    readonly target: Label,
    readonly register: number,
    readonly kind: 'catch' | 'finally',
  ) {}

  open(): void {
    this.start = this.code.length;
  }

  close(): void {
    if (this.start >= 0 && this.start < this.code.length) {
      this.ranges.push({ start: this.start, end: this.code.length });
    }
    this.start = -1;
  }
}

export class Code {
  /** Two halves per word. */
  private halves = new Int32Array(128);
  /** Words written. */
  length = 0;
  /** Can control come here? */
  reachable = true;
  /** Are conditional jumps written so that any distance fits? */
  readonly longJumps: boolean;
  readonly lines: { word: number; position: number }[] = [];
  readonly handlers: HandlerRanges[] = [];
  private position = -1;
  private recordedPosition = -1;

  constructor(longJumps: boolean) {
    this.longJumps = longJumps;
  }

  /** Place in the source of the instructions that follow. */
  at(position: number): void {
    this.position = position;
  }

  /** Writes an instruction of one word. */
  emit(op: number, a = 0, b = 0, c = 0): void {
    if (!this.reachable) return;
    const shape = shapes[op];
    this.recordLine(shape);
    const first = shape & REGISTER_A ? FRAME_HEADER + 8 * a : a;
    const second = shape & REGISTER_B ? FRAME_HEADER + 8 * b : b;
    const third = shape & REGISTER_C ? FRAME_HEADER + 8 * c : c;
    this.push(op | (first << 16), (second & 0xffff) | (third << 16));
    if (shape & ENDS) this.reachable = false;
  }

  /** Writes an instruction with its extra word. */
  emitWith(extraLow: number, extraHigh: number, op: number, a = 0, b = 0, c = 0): void {
    if (!this.reachable) return;
    this.emit(op, a, b, c);
    this.push(extraLow, extraHigh);
  }

  /** Writes an instruction whose b and c are one 32-bit number. */
  emitWide(op: number, a: number, wide: number): void {
    if (!this.reachable) return;
    this.push(op | ((FRAME_HEADER + 8 * a) << 16), wide);
  }

  // ---- Jumps ----

  /** A jump of any kind; `b` is the second operand of compare-and-jump instructions. */
  jump(label: Label, op: number, a = 0, b = 0): void {
    if (!this.reachable) return;
    if (this.longJumps && !(shapes[op] & REL32)) {
      // Jump over the long jump when the condition does not hold.
      this.emit(oppositeOf(op), a, b, 2);
      this.emitJump(label, Op.JMP, 0, 0);
      this.reachable = true;
      return;
    }
    this.emitJump(label, op, a, b);
  }

  /** A jump whose condition has no opposite (ITERNEXT, LOOPLT). */
  jumpWithoutOpposite(label: Label, op: number, a: number, b: number): void {
    if (!this.reachable) return;
    if (!this.longJumps) {
      this.emitJump(label, op, a, b);
      return;
    }
    const skip = new Label();
    this.emit(op, a, b, 2);
    this.emitJump(skip, Op.JMP, 0, 0);
    this.reachable = true;
    this.emitJump(label, Op.JMP, 0, 0);
    this.bind(skip);
  }

  private emitJump(label: Label, op: number, a: number, b: number): void {
    const word = this.length;
    this.emit(op, a, b, 0);
    if (label.position >= 0) this.patch(word, label.position);
    else label.jumps.push(word);
  }

  /** The label is here. */
  bind(label: Label): void {
    label.position = this.length;
    if (label.jumps.length > 0) this.reachable = true;
    for (const word of label.jumps) this.patch(word, this.length);
  }

  private patch(word: number, target: number): void {
    const distance = target - word;
    const op = this.halves[word * 2] & 0xffff;
    if (shapes[op] & REL32) {
      this.halves[word * 2 + 1] = distance;
      return;
    }
    if (distance < -32768 || distance > 32767) throw new JumpTooFar();
    const half = this.halves[word * 2 + 1];
    this.halves[word * 2 + 1] = (half & 0xffff) | (distance << 16);
  }

  // ---- Handlers ----

  /** Opens a range of instructions whose exceptions go to `target`, with the exception in `register`. */
  protect(target: Label, register: number, kind: 'catch' | 'finally'): HandlerRanges {
    const handler = new HandlerRanges(this, target, register, kind);
    handler.open();
    return handler;
  }

  /** Ends a protected range; inner ones have ended before, so the list has innermost handlers first. */
  unprotect(handler: HandlerRanges): void {
    handler.close();
    if (handler.ranges.length > 0) this.handlers.push(handler);
  }

  /** Control may come here from a handler, if any of its ranges holds an instruction. */
  bindHandler(handler: HandlerRanges): void {
    handler.target.position = this.length;
    this.reachable = handler.ranges.length > 0;
  }

  // ---- Finishing ----

  private recordLine(shape: number): void {
    if (!(shape & THROWS) || this.position === this.recordedPosition || this.position < 0) return;
    this.recordedPosition = this.position;
    this.lines.push({ word: this.length, position: this.position });
  }

  private push(low: number, high: number): void {
    const at = this.length * 2;
    if (at === this.halves.length) {
      const larger = new Int32Array(this.halves.length * 2);
      larger.set(this.halves);
      this.halves = larger;
    }
    this.halves[at] = low;
    this.halves[at + 1] = high;
    this.length++;
  }

  /**
   * Makes room for the stand-in registers: they become `first` and following, and every register from `first` on moves
   * up by `count`. They must lie below all call windows, since a callee's frame starts at its window.
   */
  placePreloaded(first: number, count: number): void {
    if (count === 0) return;
    const threshold = FRAME_HEADER + 8 * first;
    const place = (offset: number): number => {
      if (offset >= PRELOADED_OFFSET) return offset - PRELOADED_OFFSET + threshold;
      return offset >= threshold ? offset + 8 * count : offset;
    };
    const { halves } = this;
    for (let at = 0; at < this.length * 2; ) {
      const op = halves[at] & 0xffff;
      const shape = shapes[op];
      if (shape & REGISTER_A) halves[at] = op | (place(halves[at] >>> 16) << 16);
      let low = halves[at + 1] & 0xffff;
      let high = halves[at + 1] >>> 16;
      if (shape & REGISTER_B) low = place(low);
      if (shape & REGISTER_C) high = place(high);
      halves[at + 1] = low | (high << 16);
      at += instructions[op].words * 2;
    }
  }

  /** The words as bytes, little-endian. */
  bytes(): Uint8Array {
    const bytes = new Uint8Array(this.length * 8);
    const view = new DataView(bytes.buffer);
    for (let index = 0; index < this.length * 2; index++) {
      view.setInt32(index * 4, this.halves[index], true);
    }
    return bytes;
  }
}
