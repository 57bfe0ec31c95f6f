/**
 * Where a Task is, as text: the calls on its stack, then the async calls that wait for them.
 *
 *   running, torn    the frames of its job, innermost first; under the last, those who await its promise
 *   waiting          the async calls from the one that its entry waits for in the end up to the entry itself
 *
 * The library's own calls are left out. All is read from the region, which may be damaged or hostile (region-reader.ts): every chain is
 * bounded, and ends where it meets itself.
 */
import {
  COROUTINE_FUNCTION,
  COROUTINE_PC,
  COROUTINE_PROMISE,
  COROUTINE_REGISTERS,
  ENTRY_BYTES,
  ENTRY_VALUE,
  JOB_PROMISE,
  PENDING,
  PROMISE_COROUTINE,
  PROMISE_REACTIONS,
  PROMISE_STATE,
  QUEUE_SLOTS,
  REACTION_DERIVED,
  REACTION_SLOTS,
  TABLE_BUCKETS,
  TABLE_CAPACITY,
  TABLE_USED,
  TASK_PROMISE,
  TORN_PLACE,
  TORN_STACK,
  TORN_TABLE,
} from '../../assembly/layouts';
import {
  CODE,
  FLAG_ASYNC,
  FLAG_REST,
  FRAME_FUNCTION,
  FRAME_LINK,
  FRAME_THIS,
  H_FP,
  H_PC,
  H_TASK_ID,
  LINK_DISTANCE_MASK,
  LINK_DISTANCE_SHIFT,
  LINK_SPECIAL,
  R_ROOT_TASKS,
  R_STACK,
  R_TORN,
  TEMPLATE_FLAGS,
  TEMPLATE_LOCALS,
} from '../../assembly/memory-map';
import { ClassId } from '../../assembly/names';
import { Op } from '../../assembly/opcodes';
import { TAG_INTERNAL } from '../../assembly/value';
import type { CodeImage, LinkedFunction } from '../bytecode/code-image';
import type { RegionReader } from './region-reader';

const MAX_LINES = 100;
/** Promises that are followed from one to the next. */
const MAX_CHAIN = 100_000;
/** Reactions of one promise that are looked at. */
const MAX_REACTIONS = 100;

/** `    at function (file:line:column)` for a code address; undefined for the guest library. */
export function stackLine(image: CodeImage, address: number, prefix = ''): string | undefined {
  const place = image.resolveLocation(address);
  if (place === undefined || place.library) return undefined;
  const name = place.functionName === '' ? '<anonymous>' : place.functionName;
  // A function in which nothing can throw has no line table.
  const line = place.line === 0 ? '' : `:${place.line}:${place.column}`;
  return `    at ${prefix}${name} (${place.file}${line})`;
}

/** One `    at function (file:line:column)` a line, innermost call first; '' when the Task has no call that has begun. */
export function taskStack(reader: RegionReader, image: CodeImage, task: number): string {
  return new TaskStack(reader, image).of(task).join('\n');
}

class TaskStack {
  readonly #reader: RegionReader;
  readonly #image: CodeImage;
  readonly #code: DataView;
  readonly #lines: string[] = [];

  constructor(reader: RegionReader, image: CodeImage) {
    this.#reader = reader;
    this.#image = image;
    const { buffer, byteOffset, byteLength } = image.bytes;
    this.#code = new DataView(buffer, byteOffset, byteLength);
  }

  of(task: number): string[] {
    const reader = this.#reader;
    const frame = reader.u32(H_FP);
    if (frame !== 0 && reader.u32(H_TASK_ID) === task) {
      this.#frames(reader.object(R_STACK, TAG_INTERNAL), frame, reader.u32(H_PC));
    } else if (!this.#torn(task)) this.#waiting(task);
    return this.#lines;
  }

  /** Adds a line; false when there are enough. */
  #add(address: number, prefix?: string): boolean {
    const line = stackLine(this.#image, address, prefix);
    if (line !== undefined) this.#lines.push(line);
    return this.#lines.length < MAX_LINES;
  }

  // ---- A job that has frames ----

  #torn(task: number): boolean {
    const reader = this.#reader;
    const table = reader.internal(reader.object(R_TORN, TAG_INTERNAL), TORN_TABLE);
    const record = this.#record(table, task);
    const place = reader.slot(record, TORN_PLACE);
    if (place === 0) return false;
    const stack = reader.internal(record, TORN_STACK);
    this.#frames(stack, stack + reader.u32(place + 4), reader.u32(place));
    return true;
  }

  #frames(stack: number, frame: number, pc: number): void {
    const reader = this.#reader;
    const end = stack + reader.size(stack);
    // Each frame names its caller below it: in a chain that is not damaged addresses only fall.
    let promise = 0;
    while (frame > stack && frame + JOB_PROMISE + 8 <= end) {
      const running = reader.functionAt(frame + FRAME_FUNCTION, this.#image);
      if (running === undefined) {
        // The frame below every job. A call from a promise's `then` settles the promise that `then` gave.
        if (promise === 0) promise = reader.instance(frame + JOB_PROMISE, ClassId.PROMISE);
        break;
      }
      if (!this.#add(pc)) return;
      promise = this.#promiseOf(frame, running);
      const link = reader.u32(frame + FRAME_LINK);
      const rest = reader.u32(frame + FRAME_LINK + 4);
      // The return address follows the call; a special link names the instruction itself.
      pc = link - (rest & LINK_SPECIAL ? 0 : 4);
      const down = ((rest >>> LINK_DISTANCE_SHIFT) & LINK_DISTANCE_MASK) * 8;
      if (down === 0) return;
      frame -= down;
    }
    this.#callers(promise);
  }

  /** The promise of the async call in a frame. */
  #promiseOf(frame: number, { template }: LinkedFunction): number {
    const flags = this.#template(template, TEMPLATE_FLAGS);
    if ((flags & FLAG_ASYNC) === 0) return 0;
    const register = this.#template(template, TEMPLATE_LOCALS) + (flags & FLAG_REST ? 8 : 0);
    return this.#reader.instance(frame + register, ClassId.PROMISE);
  }

  /** A field of u16. */
  #template(template: number, field: number): number {
    return this.#code.getUint16(template - CODE + field, true);
  }

  /** The async calls that await a promise, and those that await theirs. */
  #callers(promise: number): void {
    const seen = new Set<number>();
    while (promise !== 0 && !seen.has(promise) && seen.size < MAX_CHAIN) {
      seen.add(promise);
      const coroutine = this.#awaiting(promise);
      if (coroutine === 0) promise = this.#derived(promise);
      else {
        if (!this.#add(this.#reader.raw(coroutine, COROUTINE_PC), 'async ')) return;
        promise = this.#promiseIn(coroutine);
      }
    }
  }

  /** The coroutine that waits for a promise. */
  #awaiting(promise: number): number {
    for (const reaction of this.#reactions(promise)) {
      const coroutine = this.#reader.object(reaction, TAG_INTERNAL);
      if (this.#functionOf(coroutine) !== undefined) return coroutine;
    }
    return 0;
  }

  /** The promise that the first `then` of a promise gave. */
  #derived(promise: number): number {
    for (const reaction of this.#reactions(promise)) {
      return this.#reader.instance(reaction + REACTION_DERIVED, ClassId.PROMISE);
    }
    return 0;
  }

  /** Addresses of a promise's reactions: one is a slot array, more are a queue. */
  *#reactions(promise: number): Generator<number> {
    const reader = this.#reader;
    const list = reader.object(promise + PROMISE_REACTIONS, TAG_INTERNAL);
    if (reader.slot(list, QUEUE_SLOTS - 1) !== 0) yield* reader.entries(list, MAX_REACTIONS);
    else if (reader.slot(list, REACTION_SLOTS - 1) !== 0) yield reader.slot(list, 0);
  }

  // ---- A Task that waits ----

  #waiting(task: number): void {
    const reader = this.#reader;
    const table = reader.object(R_ROOT_TASKS, TAG_INTERNAL);
    const record = this.#record(table, task);
    let promise = reader.instance(reader.slot(record, TASK_PROMISE), ClassId.PROMISE);
    const calls: number[] = [];
    const seen = new Set<number>();
    while (promise !== 0 && reader.u32(promise + PROMISE_STATE) === PENDING && !seen.has(promise)) {
      if (seen.size === MAX_CHAIN) break;
      seen.add(promise);
      const coroutine = reader.object(promise + PROMISE_COROUTINE, TAG_INTERNAL);
      const waiting = this.#functionOf(coroutine);
      if (waiting === undefined) break;
      calls.push(reader.raw(coroutine, COROUTINE_PC));
      promise = this.#awaited(coroutine, waiting);
    }
    for (let index = calls.length - 1; index >= 0; index--) {
      if (!this.#add(calls[index]!, 'async ')) return;
    }
  }

  /** The record of a Task in a table, which is looked through in order. */
  #record(table: number, task: number): number {
    const reader = this.#reader;
    const buckets = table + TABLE_BUCKETS;
    const entries = buckets + reader.raw(table, TABLE_CAPACITY) * 4;
    const end = table + reader.size(table);
    const key = new DataView(new ArrayBuffer(8));
    key.setFloat64(0, task);
    for (let index = 0; index < reader.raw(table, TABLE_USED); index++) {
      const entry = entries + index * ENTRY_BYTES;
      if (entry + ENTRY_BYTES > end) break;
      if (reader.u32(entry + 4) !== key.getUint32(0) || reader.u32(entry) !== key.getUint32(4)) {
        continue;
      }
      return reader.object(entry + ENTRY_VALUE, TAG_INTERNAL);
    }
    return 0;
  }

  // ---- Coroutines ----

  #functionOf(coroutine: number): LinkedFunction | undefined {
    return this.#reader.functionAt(this.#reader.slot(coroutine, COROUTINE_FUNCTION), this.#image);
  }

  #promiseIn(coroutine: number): number {
    return this.#reader.instance(this.#reader.slot(coroutine, COROUTINE_PROMISE), ClassId.PROMISE);
  }

  /** The promise that a coroutine waits for: the operand of its AWAIT, which its registers still hold. */
  #awaited(coroutine: number, { code, codeEnd }: LinkedFunction): number {
    const pc = this.#reader.raw(coroutine, COROUTINE_PC);
    if (pc < code || pc + 8 > codeEnd || this.#code.getUint16(pc - CODE, true) !== Op.AWAIT)
      return 0;
    const register = (this.#code.getUint16(pc - CODE + 4, true) - FRAME_THIS) / 8;
    return this.#reader.instance(
      this.#reader.slot(coroutine, COROUTINE_REGISTERS + register),
      ClassId.PROMISE,
    );
  }
}
