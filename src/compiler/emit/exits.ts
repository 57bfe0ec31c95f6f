/**
 * Leaving: `break`, `continue` and `return` out of loops, handlers and iterations, and `finally`.
 *
 * A jump out of an iteration closes its iterator on the way, and the instructions that do it are not covered by the
 * handlers that are being left. A jump out of a `try` with `finally` stores what is to be done afterwards in two
 * registers and goes to the finalizer, which is emitted once and ends with a dispatch on what was stored.
 */
import { Op } from '../../../assembly/opcodes';
import { type HandlerRanges, Label } from './code';
import type { Emitter } from './emitter';
import { emitReturn } from './functions';

export type Exit =
  /** A loop, a switch or a labelled statement. */
  | {
      kind: 'target';
      labels: readonly string[];
      /** Does a `break` without a label mean this one? */
      breakable: boolean;
      breakLabel: Label;
      continueLabel: Label | undefined;
    }
  /** An iteration that must be closed, with the handler that closes it after an exception. */
  | {
      kind: 'iteration';
      register: number;
      handler: HandlerRanges;
      /** The loop whose turns it feeds: `continue` goes on with it. */
      loop: Exit | undefined;
    }
  /** The body of a `try` with `catch`. */
  | { kind: 'catch'; handler: HandlerRanges }
  /** Everything that a `finally` follows. */
  | { kind: 'finally'; handler: HandlerRanges; finalizer: Finalizer };

/** What is to be done when a finalizer has run, apart from going on and throwing on. */
type Completion =
  | { kind: 'jump'; exit: Exit; label: Label; continues: boolean }
  | { kind: 'return' };

/** Values of the register that says how a `finally` was entered. */
const NORMAL = 0;
const THROWN = 1;
const FIRST_COMPLETION = 2;

export interface Finalizer {
  /** Which of the completions; the next register holds the exception or the value to return. */
  selector: number;
  label: Label;
  completions: Completion[];
}

export const valueRegister = (finalizer: Finalizer): number => finalizer.selector + 1;

/** `break` and `continue`. */
export function emitJump(e: Emitter, kind: 'Break' | 'Continue', label: string | undefined): void {
  const found = findTarget(e, kind, label);
  if (found === undefined) return;
  const { exit, label: target } = found;
  leave(e, { kind: 'jump', exit, label: target, continues: kind === 'Continue' }, -1);
}

/** Where `break` or `continue` goes, when nothing runs on the way. */
export function directTarget(
  e: Emitter,
  kind: 'Break' | 'Continue',
  label: string | undefined,
): Label | undefined {
  const found = findTarget(e, kind, label);
  return found?.isDirect ? found.label : undefined;
}

const meansLoop = (exit: Exit, label: string | undefined): boolean =>
  exit.kind === 'target' && (label === undefined || exit.labels.includes(label));

function findTarget(e: Emitter, kind: 'Break' | 'Continue', label: string | undefined) {
  let isDirect = true;
  const { exits } = e;
  for (let index = exits.length - 1; index >= 0; index--) {
    const exit = exits[index];
    if (exit.kind !== 'target') {
      const isOwn =
        kind === 'Continue' && exit.kind === 'iteration' && exit.loop === exits[index - 1];
      if (exit.kind !== 'catch' && !(isOwn && meansLoop(exits[index - 1], label))) isDirect = false;
      continue;
    }
    const matches =
      label !== undefined
        ? exit.labels.includes(label)
        : kind === 'Break'
          ? exit.breakable
          : exit.continueLabel !== undefined;
    if (!matches) continue;
    const target = kind === 'Break' ? exit.breakLabel : exit.continueLabel;
    if (target !== undefined) return { exit, label: target, isDirect };
  }
  return undefined;
}

/** `return` with the value in a register, or of undefined when there is none. */
export function emitReturnFrom(e: Emitter, value: number): void {
  leave(e, { kind: 'return' }, value);
}

/** Must a return pass through a finalizer or close an iteration, which run code before it? */
export function returnsThroughCode(e: Emitter): boolean {
  return e.exits.some(({ kind }) => kind === 'iteration' || kind === 'finally');
}

function leave(e: Emitter, completion: Completion, value: number): void {
  const { code } = e;
  const suspended: HandlerRanges[] = [];
  let finished = false;
  for (let index = e.exits.length - 1; index >= 0 && !finished; index--) {
    const exit = e.exits[index];
    if (completion.kind === 'jump' && exit === completion.exit) break;
    if (exit.kind === 'target' || goesOn(exit, completion)) continue;
    exit.handler.close();
    suspended.push(exit.handler);
    if (exit.kind === 'iteration') code.emit(Op.ITERCLOSE, exit.register);
    else if (exit.kind === 'finally') {
      enterFinalizer(e, exit.finalizer, completion, value);
      finished = true;
    }
  }
  if (!finished) {
    if (completion.kind === 'jump') code.jump(completion.label, Op.JMP);
    else emitReturn(e, value);
  }
  for (const handler of suspended) handler.open();
}

/** Is it the iteration of the loop that `continue` goes on with? */
function goesOn(exit: Exit, completion: Completion): boolean {
  return (
    exit.kind === 'iteration' &&
    completion.kind === 'jump' &&
    completion.continues &&
    exit.loop === completion.exit
  );
}

function enterFinalizer(
  e: Emitter,
  finalizer: Finalizer,
  completion: Completion,
  value: number,
): void {
  let index = finalizer.completions.findIndex(
    (known) =>
      known.kind === completion.kind &&
      (known.kind === 'return' || (completion.kind === 'jump' && known.label === completion.label)),
  );
  if (index < 0) index = finalizer.completions.push(completion) - 1;
  if (completion.kind === 'return') {
    if (value >= 0) e.move(valueRegister(finalizer), value);
    else e.loadUndefined(valueRegister(finalizer));
  }
  e.loadNumber(finalizer.selector, FIRST_COMPLETION + index);
  e.code.jump(finalizer.label, Op.JMP);
}

/** Emits `body` followed by `finalizer` on every way out of it. */
export function emitFinally(e: Emitter, emitBody: () => void, emitFinalizer: () => void): void {
  const { code } = e;
  const mark = e.top;
  const finalizer: Finalizer = { selector: e.allocate(2), label: new Label(), completions: [] };
  e.own(finalizer.selector);
  e.own(valueRegister(finalizer));
  // A call may have left anything in the register, and not every way to the dispatch writes it.
  e.loadUndefined(valueRegister(finalizer));
  const handler = code.protect(new Label(), valueRegister(finalizer), 'finally');
  e.exits.push({ kind: 'finally', handler, finalizer });
  emitBody();
  e.exits.pop();
  code.unprotect(handler);
  e.loadNumber(finalizer.selector, NORMAL);
  code.jump(finalizer.label, Op.JMP);
  code.bindHandler(handler);
  e.loadNumber(finalizer.selector, THROWN);
  code.bind(finalizer.label);
  emitFinalizer();
  emitDispatch(e, finalizer);
  e.disown(finalizer.selector);
  e.disown(valueRegister(finalizer));
  e.release(mark);
}

function emitDispatch(e: Emitter, finalizer: Finalizer): void {
  const { code } = e;
  const { selector } = finalizer;
  const end = new Label();
  code.jump(end, Op.JSEQI, selector, NORMAL);
  for (let index = 0; index < finalizer.completions.length; index++) {
    const next = new Label();
    code.jump(next, Op.JSNEI, selector, FIRST_COMPLETION + index);
    leave(e, finalizer.completions[index], valueRegister(finalizer));
    code.bind(next);
  }
  code.emit(Op.RETHROW, valueRegister(finalizer));
  code.bind(end);
}

/** Emits `body` with a handler that closes the iteration in `register` when an exception leaves it. */
export function emitIteration(
  e: Emitter,
  register: number,
  emitBody: () => void,
  loop?: Exit,
): void {
  const { code } = e;
  const mark = e.top;
  const exception = e.allocate();
  e.own(exception);
  const handler = code.protect(new Label(), exception, 'finally');
  e.exits.push({ kind: 'iteration', register, handler, loop });
  emitBody();
  e.exits.pop();
  code.unprotect(handler);
  const { reachable } = code;
  const after = new Label();
  if (handler.ranges.length > 0) {
    if (reachable) code.jump(after, Op.JMP);
    code.bindHandler(handler);
    code.emit(Op.ITERCLOSETHROW, register);
    code.emit(Op.RETHROW, exception);
    if (reachable) code.bind(after);
  }
  e.disown(exception);
  e.release(mark);
}
