/**
 * Frames against bytecode: each stands at an instruction of its function, holds what the bytecode verifier has shown to be there, and
 * was entered by an instruction of the frame below that can call. Stacks, and the saved frames of async calls that wait.
 */
import {
  COROUTINE_FUNCTION,
  COROUTINE_PC,
  COROUTINE_PROMISE,
  COROUTINE_REGISTERS,
  COROUTINE_TASK,
  FUNCTION_TEMPLATE,
  HEADER_SIZE,
  JOB_FRAME_BYTES,
  JOB_RESULT,
  KIND_STACK,
} from '../../../assembly/layouts';
import {
  FLAG_ASYNC,
  FLAG_LIBRARY,
  FLAG_NATIVE,
  FRAME_FUNCTION,
  FRAME_HEADER,
  H_JOBEND,
  LINK_DISTANCE_MASK,
  LINK_DISTANCE_SHIFT,
  LINK_SPECIAL,
} from '../../../assembly/memory-map';
import { Op } from '../../../assembly/opcodes';
import { TAG_FUNCTION, TAG_INTERNAL } from '../../../assembly/value';
import type { CodeImage } from '../../bytecode/code-image';
import { instructions } from '../../bytecode/instructions';
import type { Unit } from '../../bytecode/unit';
import { Budget, FunctionContext, findInstructions } from '../../bytecode/verify-code';
import { type RegisterState, RegisterStates } from '../../bytecode/verify-flow';
import { isResumable, type Template } from './constants';
import { bad, type Heap, Role, slotAt, stackUsed } from './heap';
import { checkNativeFrame } from './natives';

/** `call` starts the window of the function that it calls one slot further up than its own. */
const SHIFTED_WINDOW = 8;

const states = new WeakMap<Unit, (RegisterStates | undefined)[]>();

/** What the bytecode verifier knows of a function's registers; worked out once. */
function statesOf(unit: Unit, index: number): RegisterStates {
  let known = states.get(unit);
  if (known === undefined) {
    known = [];
    states.set(unit, known);
  }
  let found = known[index];
  if (found === undefined) {
    const source = unit.functions[index]!;
    const context = new FunctionContext(unit, index, source, new Budget(source.code.length));
    findInstructions(context);
    found = new RegisterStates(context);
    known[index] = found;
  }
  return found;
}

/** An instruction that a frame stands at. */
interface Place {
  readonly template: Template;
  /** Undefined for the body of a native. */
  readonly states: RegisterStates | undefined;
  readonly word: number;
  readonly op: number;
  readonly address: number;
}

export class Frames {
  readonly #heap: Heap;
  readonly #image: CodeImage;

  constructor(heap: Heap, image: CodeImage) {
    this.#heap = heap;
    this.#image = image;
    heap.visit(Role.COROUTINE, (address) => this.#visitCoroutine(address));
  }

  // ---- Stacks ----

  /**
   * Checks a stack whose innermost frame is at `fp` and stands at `pc`.
   * @param unwinding an exception is on its way: `pc` may lie within the instruction that has thrown
   */
  checkStack(stack: number, fp: number, pc: number, unwinding: boolean): void {
    const heap = this.#heap;
    heap.own(stack, Role.OWNED);
    if (heap.kind(stack) !== KIND_STACK) bad(`${stack} is no stack`);
    const used = stack + stackUsed(heap, stack);
    let end = used;
    /** The furthest end of a frame: a caller's may lie above its callee's. */
    let furthest = stack + HEADER_SIZE + JOB_FRAME_BYTES;
    if (fp < stack + HEADER_SIZE || fp + FRAME_HEADER > end || (fp & 7) !== 0) {
      bad(`the frame ${fp} is not on its stack`);
    }
    let frame = fp;
    let place = this.#place(frame, unwinding ? this.#throwing(frame, pc) : pc);
    let isTop = true;
    for (;;) {
      this.#checkFrame(frame, end, place, isTop && !unwinding);
      if (place === undefined) break;
      furthest = Math.max(furthest, frame + place.template.frameBytes);
      const link = heap.u32(frame);
      const high = heap.u32(frame + 4);
      const caller = frame - ((high >>> LINK_DISTANCE_SHIFT) & LINK_DISTANCE_MASK) * 8;
      if (caller < stack + HEADER_SIZE || caller >= frame || high >>> 30 !== 0) {
        bad(`the frame ${frame} has no caller`);
      }
      const special = (high & LINK_SPECIAL) !== 0;
      const below = this.#callerPlace(caller, link, special);
      this.#checkCall(caller, below, frame, high & 0xffff, special);
      end = frame;
      frame = caller;
      place = below;
      isTop = false;
    }
    if (frame !== stack + HEADER_SIZE) bad(`the stack ${stack} has no lowest frame`);
    if (furthest !== used) bad(`the stack ${stack} is used beyond its frames`);
  }

  /** A stack that no job uses. */
  checkSpareStack(stack: number): void {
    const heap = this.#heap;
    heap.own(stack, Role.OWNED);
    if (heap.kind(stack) !== KIND_STACK || stackUsed(heap, stack) !== HEADER_SIZE) {
      bad(`the spare stack ${stack} is in use`);
    }
  }

  #templateOf(frame: number): Template | undefined {
    const heap = this.#heap;
    const slot = frame + FRAME_FUNCTION;
    if (heap.isUndefined(slot)) return undefined;
    if (heap.u32(slot + 4) !== TAG_FUNCTION) bad(`the frame ${frame} runs no function`);
    heap.value(slot);
    const template = heap.constants.template(heap.u32(heap.u32(slot) + FUNCTION_TEMPLATE));
    if (template === undefined) bad(`the frame ${frame} runs no function`);
    return template;
  }

  /** Where a frame stands; undefined for the frame below every job. */
  #place(frame: number, pc: number): Place | undefined {
    const template = this.#templateOf(frame);
    if (template === undefined) {
      if (pc !== H_JOBEND) bad('a job does not stand at its end');
      return undefined;
    }
    return this.#placeIn(template, pc);
  }

  #statesOf({ code }: Template): RegisterStates {
    // A builtin may share the code of a library function; the function itself comes first.
    const linked = this.#image.functionOfCode(code);
    const unit = linked && this.#image.units[linked.unit];
    if (linked?.code !== code || unit?.functions[linked.index] === undefined) {
      bad(`${code} begins no function of a unit`);
    }
    return statesOf(unit, linked.index);
  }

  #placeIn(template: Template, pc: number): Place {
    if (pc < template.code || pc >= template.codeEnd || (pc & 7) !== 0) {
      bad(`${pc} is no instruction of the function that runs`);
    }
    const word = (pc - template.code) >>> 3;
    const op = this.#heap.constants.u16(pc);
    if (template.flags & FLAG_NATIVE) {
      if (!isResumable(template) || op !== Op.NATIVE) bad(`${pc} is no place in a native`);
      return { template, states: undefined, word, op, address: pc };
    }
    const known = this.#statesOf(template);
    if (known.context.starts[word] !== 1) bad(`no instruction starts at ${pc}`);
    return { template, states: known, word, op, address: pc };
  }

  /** The instruction of a frame that ends at `pc`, the return address of a call. */
  #endingAt(template: Template, pc: number): number {
    for (const words of [1, 2]) {
      const start = pc - 8 * words;
      if (start < template.code || start >= template.codeEnd) continue;
      if (instructions[this.#heap.constants.u16(start)]?.words !== words) continue;
      const { starts } = this.#statesOf(template).context;
      if (starts[(start - template.code) >>> 3] === 1) return start;
    }
    return bad(`no call returns to ${pc}`);
  }

  /** The instruction that threw, of which `pc` tells: itself, or a place inside of the call that ends four bytes on. */
  #throwing(frame: number, pc: number): number {
    if ((pc & 7) === 0) return pc;
    const template = this.#templateOf(frame);
    if (template === undefined || (pc & 7) !== 4) bad(`nothing can have thrown at ${pc}`);
    return this.#endingAt(template, pc + 4);
  }

  #callerPlace(caller: number, link: number, special: boolean): Place | undefined {
    const template = this.#templateOf(caller);
    if (template === undefined) {
      if (link !== H_JOBEND) bad('a job does not stand at its end');
      return undefined;
    }
    return this.#placeIn(template, special ? link : this.#endingAt(template, link));
  }

  /** Could the frame `callee` have been entered from this place of the frame `caller`? */
  #checkCall(
    caller: number,
    place: Place | undefined,
    callee: number,
    destination: number,
    special: boolean,
  ): void {
    const delta = callee - caller;
    if (place === undefined) {
      if (delta !== JOB_FRAME_BYTES || special || destination !== JOB_RESULT) {
        bad('a job has called in no way a job can');
      }
      return;
    }
    const { template, op, address } = place;
    const { a, b, throws } = instructions[op]!;
    if (!throws) bad(`the instruction at ${address} calls nothing`);
    const { constants } = this.#heap;
    const window = b === 'window' ? constants.u16(address + 4) : -1;
    const isAt = (start: number) => delta === start || delta === start + SHIFTED_WINDOW;
    if (!isAt(template.frameBytes) && !(window >= 0 && isAt(window))) {
      bad(`the call at ${address} has its frame at a wrong place`);
    }
    if (special) return;
    if (a !== 'def' || destination !== constants.u16(address + 2)) {
      bad(`the call at ${address} gives its result to a wrong register`);
    }
  }

  /** Checks the slots of a frame up to `end`; `begins`: its instruction has not run yet. */
  #checkFrame(frame: number, end: number, place: Place | undefined, begins: boolean): void {
    const heap = this.#heap;
    if (place === undefined) {
      if (frame + JOB_FRAME_BYTES > end) bad('a job has no frame');
      heap.anyValues(frame + FRAME_HEADER, frame + JOB_FRAME_BYTES);
      this.#checkUnused(frame + JOB_FRAME_BYTES, end);
      return;
    }
    const { template, states: known, word, address } = place;
    const frameEnd = frame + template.frameBytes;
    if (known === undefined) {
      if (frameEnd > end) bad(`the native at ${address} has no frame`);
      checkNativeFrame(heap, frame, template);
    } else {
      const state = begins ? known.before(word) : known.during(word);
      if (state === undefined) bad(`no way leads to ${address}`);
      const registers = (Math.min(frameEnd, end) - frame - FRAME_HEADER) >>> 3;
      this.#checkRegisters(frame + FRAME_HEADER, registers, place, state);
    }
    this.#checkUnused(frameEnd, end);
  }

  /** Slots between two frames, which nothing reads. */
  #checkUnused(from: number, end: number): void {
    for (let slot = from; slot < end; slot += 8) this.#heap.opaque(slot);
  }

  #checkRegisters(first: number, count: number, place: Place, state: RegisterState): void {
    const heap = this.#heap;
    const { context } = place.states!;
    const isLibrary = (place.template.flags & FLAG_LIBRARY) !== 0;
    for (let register = 0; register < count; register++) {
      const slot = first + 8 * register;
      const word = register >>> 5;
      const isValue = (state.values[word]! >>> (register & 31)) & 1;
      const isIteration = (state.iterations[word]! >>> (register & 31)) & 1;
      if (!isValue && !isIteration) heap.opaque(slot);
      else if (isValue && context.isCell(register)) heap.internal(slot, Role.CELL);
      else if (isLibrary && heap.u32(slot + 4) === TAG_INTERNAL) {
        // Code of the library hands messages on to its natives.
        heap.internal(slot, Role.MESSAGE);
      } else heap.anyValue(slot);
    }
  }

  // ---- Async calls that wait ----

  #visitCoroutine(address: number): void {
    const heap = this.#heap;
    const end = slotAt(address, heap.slotCount(address, COROUTINE_REGISTERS));
    heap.raw(slotAt(address, COROUTINE_TASK));
    const pc = heap.raw(slotAt(address, COROUTINE_PC));
    heap.value(slotAt(address, COROUTINE_PROMISE));
    const saved = slotAt(address, COROUTINE_REGISTERS);
    const callee = slotAt(address, COROUTINE_FUNCTION);
    if (heap.isUndefined(callee)) {
      // It was cancelled: whoever meets it passes it over.
      this.#checkUnused(saved, end);
      return;
    }
    const template = this.#templateOf(callee - FRAME_FUNCTION);
    if (template === undefined || !(template.flags & FLAG_ASYNC)) bad('what waits is not async');
    const place = this.#placeIn(template, pc);
    const registers = (template.frameBytes - FRAME_HEADER) >>> 3;
    if (place.op !== Op.AWAIT || end !== saved + 8 * registers) {
      bad(`the call that waits at ${address} does not wait`);
    }
    const state = place.states?.during(place.word);
    if (state === undefined) bad(`no way leads to ${pc}`);
    this.#checkRegisters(saved, registers, place, state);
  }
}
