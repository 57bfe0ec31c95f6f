/**
 * What registers hold, along every way through a function.
 *
 * A call window starts the callee's frame: after a call, every register from the window on holds what the callee left
 * there, values the guest must never see (cells, links). So each register is, at each instruction, one of
 *
 *   value       may be read
 *   iteration   part of the state that ITER made: for ITERNEXT and ITERCLOSE only
 *   cell        a cell register that NEWCELL has filled (kept as `value`: only cell operands reach it)
 *   nothing     left by a call, or a cell not made yet
 *
 * and reading `nothing` is refused. At the start every register is a value (undefined) but the cells. Where ways meet,
 * what holds on all of them holds. It is a forward analysis over bit sets, block by block in code order, which is close
 * to the order of control; a budget linear in the size of the unit bounds it for code no compiler makes.
 */
import { Op } from '../../assembly/opcodes';
import { endsBlock, instructions, jumpTarget, registerAt } from './instructions';
import type { UnitHandler } from './unit';
import type { FunctionContext } from './verify-code';

/** Largest number of 32-bit words that the states of one function may take. */
const MAX_STATE_WORDS = 1 << 23;

/** How an instruction uses its call window: which slots it reads. Slots: 1 function, 2 this, 3… arguments. */
const WINDOW_FUNCTION = 1;
const WINDOW_THIS = 2;

interface Effects {
  /** Operands that are read as one register. */
  readonly readA: boolean;
  readonly readB: boolean;
  readonly readC: boolean;
  readonly defA: boolean;
  readonly defC: boolean;
  readonly cellA: 'made' | 'used' | undefined;
  readonly cellB: boolean;
  /** Bits WINDOW_*; -1 without a window. */
  readonly window: number;
  readonly range: boolean;
  readonly ends: boolean;
}

const windowReads = new Map<number, number>([
  [Op.CALL, WINDOW_FUNCTION | WINDOW_THIS],
  [Op.CALLM, WINDOW_THIS],
  [Op.CALLSPREAD, WINDOW_FUNCTION | WINDOW_THIS],
  [Op.NEW, WINDOW_FUNCTION],
  [Op.NEWSPREAD, WINDOW_FUNCTION],
  [Op.SUPERCALL, WINDOW_FUNCTION | WINDOW_THIS],
  [Op.SUPERSPREAD, WINDOW_FUNCTION | WINDOW_THIS],
  [Op.CALLN, WINDOW_THIS],
  [Op.CALLH, 0],
]);

const iterations: ReadonlySet<number> = new Set<number>([
  Op.ITERNEXT,
  Op.ITERCLOSE,
  Op.ITERCLOSETHROW,
]);

const effects: readonly Effects[] = instructions.map(({ op, a, b, c }) => ({
  readA: (a === 'use' && !iterations.has(op)) || op === Op.LOOPLT,
  readB: b === 'use' && !iterations.has(op),
  readC: c === 'use',
  defA: a === 'def' && op !== Op.ITER,
  defC: c === 'def',
  cellA: op === Op.NEWCELL ? 'made' : a === 'cell' ? 'used' : undefined,
  cellB: b === 'cell',
  window: b === 'window' ? windowReads.get(op)! : -1,
  range: b === 'range',
  ends: endsBlock(op),
}));

/** Checks that no way through the function reads what is not there. The code must have passed `verifyCode`. */
export function verifyFlow(context: FunctionContext): void {
  new Flow(context).run();
}

/** What registers hold while an instruction runs: bit sets by register. */
export interface RegisterState {
  /** Values that may be read; of cell registers: the cell is made. */
  readonly values: Uint32Array;
  /** Parts of the state of an iteration. */
  readonly iterations: Uint32Array;
}

/** The states of a function that has been verified, at any of its instructions. */
export class RegisterStates {
  private readonly flow: Flow;

  constructor(readonly context: FunctionContext) {
    this.flow = new Flow(context);
    this.flow.run();
  }

  /**
   * What holds when the instruction at `word` has taken its operands and given up its call window, but has written no result: what a
   * handler or the code behind it can rely on, and what a frame above must leave alone. Undefined when no way leads there.
   */
  during(word: number): RegisterState | undefined {
    return this.flow.stateAt(word, true);
  }

  /** What holds before the instruction at `word`. */
  before(word: number): RegisterState | undefined {
    return this.flow.stateAt(word, false);
  }
}

interface Block {
  start: number;
  end: number;
  /** Where an exception in it goes, and where a cancel does: block index and the register of the exception, or -1. */
  handler: number;
  handlerRegister: number;
  finalizer: number;
  finalizerRegister: number;
  reached: boolean;
  dirty: boolean;
}

class Flow {
  /** 32-bit words of one bit set. */
  private readonly width: number;
  private readonly blocks: Block[] = [];
  /** Block index + 1 by the word it starts at. */
  private readonly blockAt: Int32Array;
  /** State at the start of each block: `width` words of values, `width` words of iterations. */
  private readonly states: Uint32Array;
  /** State at the instruction being followed. */
  private readonly values: Uint32Array;
  private readonly iterating: Uint32Array;
  private lowestDirty = 0;

  constructor(private readonly context: FunctionContext) {
    const { code, source } = context;
    this.width = (source.registers + 31) >>> 5;
    this.blockAt = new Int32Array(code.words + 1);
    this.findBlocks();
    this.assignHandlers(source.handlers);
    const size = this.blocks.length * 2 * this.width;
    if (size > MAX_STATE_WORDS) context.fail('has too many blocks and registers');
    context.budget.spend(size >>> 3);
    this.states = new Uint32Array(size);
    this.values = new Uint32Array(this.width);
    this.iterating = new Uint32Array(this.width);
  }

  run(): void {
    const { source } = this.context;
    for (let register = 0; register < source.registers; register++) {
      if (!this.context.isCell(register)) this.values[register >>> 5] |= 1 << (register & 31);
    }
    this.flowInto(0, -1);
    while (this.lowestDirty < this.blocks.length) {
      const first = this.lowestDirty;
      this.lowestDirty = this.blocks.length;
      for (let index = first; index < this.blocks.length; index++) {
        if (this.blocks[index].dirty) this.follow(index);
      }
      this.context.budget.spend((this.blocks.length - first) >>> 2);
    }
  }

  /** The state at an instruction, once `run` has found those of all blocks. */
  stateAt(word: number, isBegun: boolean): RegisterState | undefined {
    const { width, values, iterating, states, context } = this;
    const index = this.blocks.findIndex((block) => block.start <= word && word < block.end);
    const block = this.blocks[index];
    if (!block?.reached || context.starts[word] !== 1) return undefined;
    const base = index * 2 * width;
    values.set(states.subarray(base, base + width));
    iterating.set(states.subarray(base + width, base + 2 * width));
    for (let at = block.start; at < word; ) {
      const op = context.code.op(at);
      this.step(block, at, op);
      at += instructions[op].words;
    }
    if (isBegun) this.giveUp(word, context.code.op(word));
    return { values: values.slice(), iterations: iterating.slice() };
  }

  /** What an instruction destroys before it has a result. */
  private giveUp(word: number, op: number): void {
    const { code } = this.context;
    if (op === Op.ITER) {
      const first = registerAt(code.a(word));
      for (let i = 0; i < 3; i++) this.destroy(first + i);
    }
    if (effects[op].window >= 0) this.destroyFrom(registerAt(code.b(word)));
  }

  private findBlocks(): void {
    const { code, source, starts } = this.context;
    const leads = new Uint8Array(code.words + 1);
    leads[0] = 1;
    for (const handler of source.handlers) {
      leads[handler.start] = leads[handler.end] = leads[handler.target] = 1;
    }
    for (let word = 0; word < code.words; word += instructions[code.op(word)].words) {
      const target = jumpTarget(code, word);
      if (target !== undefined) leads[target] = 1;
      if (target !== undefined || effects[code.op(word)].ends) {
        leads[word + instructions[code.op(word)].words] = 1;
      }
    }
    for (let word = 0; word < code.words; word++) {
      if (leads[word] === 0 || starts[word] === 0) continue;
      const last = this.blocks[this.blocks.length - 1];
      if (last) last.end = word;
      this.blocks.push({
        start: word,
        end: code.words,
        handler: -1,
        handlerRegister: -1,
        finalizer: -1,
        finalizerRegister: -1,
        reached: false,
        dirty: false,
      });
      this.blockAt[word] = this.blocks.length;
    }
  }

  /** Gives each block its innermost handler and its innermost `finally`. Handlers nest; that was checked before. */
  private assignHandlers(handlers: readonly UnitHandler[]): void {
    if (handlers.length === 0) return;
    const outerFirst = handlers
      .map((handler, index) => ({ handler, index }))
      .sort((x, y) => x.handler.start - y.handler.start || y.index - x.index);
    const open: { handler: UnitHandler; finalizer: UnitHandler | undefined }[] = [];
    let next = 0;
    for (const block of this.blocks) {
      while (open.length > 0 && open[open.length - 1].handler.end <= block.start) open.pop();
      for (; next < outerFirst.length && outerFirst[next].handler.start <= block.start; next++) {
        const { handler } = outerFirst[next];
        const outer = open[open.length - 1]?.finalizer;
        open.push({ handler, finalizer: handler.kind === 'finally' ? handler : outer });
      }
      const innermost = open[open.length - 1];
      if (!innermost) continue;
      block.handler = this.blockAt[innermost.handler.target] - 1;
      block.handlerRegister = innermost.handler.register;
      if (innermost.finalizer && innermost.finalizer !== innermost.handler) {
        block.finalizer = this.blockAt[innermost.finalizer.target] - 1;
        block.finalizerRegister = innermost.finalizer.register;
      }
    }
  }

  /** Meets the current state into the start of a block; `given` is a register that has a value on this way. */
  private flowInto(index: number, given: number): void {
    const { width, values, iterating, states } = this;
    const block = this.blocks[index];
    const base = index * 2 * width;
    let changed = !block.reached;
    for (let word = 0; word < width; word++) {
      let value = values[word];
      let iteration = iterating[word];
      if (given >>> 5 === word && given >= 0) {
        value |= 1 << (given & 31);
        iteration &= ~(1 << (given & 31));
      }
      const oldValue = states[base + word];
      const oldIteration = states[base + width + word];
      const newValue = block.reached ? oldValue & value : value;
      const newIteration = block.reached ? oldIteration & iteration : iteration;
      if (newValue >>> 0 !== oldValue || newIteration >>> 0 !== oldIteration) changed = true;
      states[base + word] = newValue;
      states[base + width + word] = newIteration;
    }
    if (!changed) return;
    block.reached = true;
    block.dirty = true;
    if (index < this.lowestDirty) this.lowestDirty = index;
  }

  private flowIntoHandlers(block: Block): void {
    if (block.handler >= 0) this.flowInto(block.handler, block.handlerRegister);
    if (block.finalizer >= 0) this.flowInto(block.finalizer, block.finalizerRegister);
  }

  /** Follows the instructions of a block from its state and passes the result on. */
  private follow(index: number): void {
    const { width, values, iterating, states, context } = this;
    const { code, budget } = context;
    const block = this.blocks[index];
    block.dirty = false;
    const base = index * 2 * width;
    for (let word = 0; word < width; word++) {
      values[word] = states[base + word];
      iterating[word] = states[base + width + word];
    }
    budget.spend(1 + block.end - block.start + width);
    this.flowIntoHandlers(block);
    for (let word = block.start; word < block.end; ) {
      const op = code.op(word);
      this.step(block, word, op);
      const { words } = instructions[op];
      const next = word + words;
      if (next === block.end && !effects[op].ends) this.flowInto(this.blockAt[next] - 1, -1);
      word = next;
    }
  }

  /** One instruction: reads, what it destroys, the jump, what it writes. */
  private step(block: Block, word: number, op: number): void {
    const { code } = this.context;
    const effect = effects[op];
    const a = registerAt(code.a(word));
    const b = registerAt(code.b(word));
    const c = registerAt(code.c(word));
    if (effect.readA) this.read(word, a);
    if (effect.readB) this.read(word, b);
    if (effect.readC) this.read(word, c);
    if (effect.cellA === 'used') this.readCell(word, a);
    if (effect.cellB) this.readCell(word, b);
    if (effect.range) for (let i = 0; i < code.c(word); i++) this.read(word, b + i);
    switch (op) {
      case Op.GETSUPER:
        this.read(word, c + 1);
        break;
      case Op.SETSUPER:
        this.read(word, b + 1);
        break;
      case Op.CLOSURE:
        this.readCaptures(word);
        break;
      case Op.ITERCLOSE:
      case Op.ITERCLOSETHROW:
        this.readIteration(word, a);
        break;
      case Op.ITERNEXT:
        this.readIteration(word, b);
        break;
      case Op.ITER:
        for (let i = 0; i < 3; i++) this.destroy(a + i);
        this.flowIntoHandlers(block);
        for (let i = 0; i < 3; i++) this.iterating[(a + i) >>> 5] |= 1 << ((a + i) & 31);
        break;
    }
    if (effect.window >= 0) {
      this.readWindow(word, b, effect.window);
      this.destroyFrom(b);
      this.flowIntoHandlers(block);
    }
    const target = jumpTarget(code, word);
    // ITERNEXT writes its register only when it goes on.
    const jumpsBefore = op === Op.ITERNEXT;
    if (target !== undefined && jumpsBefore) this.flowInto(this.blockAt[target] - 1, -1);
    if (effect.defA) this.define(block, a);
    if (effect.defC) this.define(block, c);
    if (effect.cellA === 'made') this.values[a >>> 5] |= 1 << (a & 31);
    if (target !== undefined && !jumpsBefore) this.flowInto(this.blockAt[target] - 1, -1);
  }

  private read(word: number, register: number): void {
    if ((this.values[register >>> 5] >>> (register & 31)) & 1) return;
    const state =
      (this.iterating[register >>> 5] >>> (register & 31)) & 1
        ? 'the state of an iteration'
        : 'what a call left there';
    this.context.failAt(word, `reads ${state} in r${register}`);
  }

  private readCell(word: number, register: number): void {
    if ((this.values[register >>> 5] >>> (register & 31)) & 1) return;
    this.context.failAt(word, `there may be no cell in r${register} yet`);
  }

  private readIteration(word: number, first: number): void {
    for (let register = first; register < first + 3; register++) {
      if ((this.iterating[register >>> 5] >>> (register & 31)) & 1) continue;
      this.context.failAt(word, `r${register} is not part of an iteration`);
    }
  }

  private readWindow(word: number, base: number, reads: number): void {
    const { code } = this.context;
    const count = instructions[code.op(word)].c === 'count' ? code.c(word) : 1;
    if (reads & WINDOW_FUNCTION) this.read(word, base + 1);
    if (reads & WINDOW_THIS) this.read(word, base + 2);
    for (let argument = 0; argument < count; argument++) this.read(word, base + 3 + argument);
  }

  private readCaptures(word: number): void {
    const { code, unit, budget } = this.context;
    const { captures } = unit.functions[code.extraLow(word)];
    budget.spend(captures.length);
    for (const { from, index, kind } of captures) {
      if (from === 'outer') continue;
      if (kind === 'cell') this.readCell(word, index);
      else this.read(word, index);
    }
  }

  private define(block: Block, register: number): void {
    const word = register >>> 5;
    const bit = 1 << (register & 31);
    const wasIterating = (this.iterating[word] & bit) !== 0;
    this.values[word] |= bit;
    if (!wasIterating) return;
    this.iterating[word] &= ~bit;
    this.flowIntoHandlers(block);
  }

  private destroy(register: number): void {
    this.values[register >>> 5] &= ~(1 << (register & 31));
    this.iterating[register >>> 5] &= ~(1 << (register & 31));
  }

  private destroyFrom(register: number): void {
    const word = register >>> 5;
    const keep = (1 << (register & 31)) - 1;
    this.values[word] &= keep;
    this.iterating[word] &= keep;
    this.values.fill(0, word + 1);
    this.iterating.fill(0, word + 1);
    this.context.budget.spend((this.width - word) >>> 3);
  }
}
