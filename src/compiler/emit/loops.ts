/** Loops. Their conditions stand at the bottom, so that a turn costs one jump. */
import { Op } from '../../../assembly/opcodes';
import type { Scope, Variable } from '../scope';
import type { DoWhile, Expression, For, ForIn, ForOf, Statement, Target, While } from '../syntax';
import { Label } from './code';
import { jumpIf } from './conditions';
import type { Emitter } from './emitter';
import { type Exit, emitIteration } from './exits';
import { effect, into, literalOf, operandOf } from './expressions';
import { emitFunctionDeclarations } from './functions';
import { bindTarget } from './patterns';
import { emitStatement } from './statements';
import { isNumberVariable } from './types';

/** Runs `work` inside a loop that `break` and `continue` can leave. */
function inLoop(e: Emitter, breakLabel: Label, continueLabel: Label, work: () => void): void {
  const exit: Exit = {
    kind: 'target',
    labels: e.labels,
    breakable: true,
    breakLabel,
    continueLabel,
  };
  e.labels = [];
  e.exits.push(exit);
  e.loopDepth++;
  work();
  e.loopDepth--;
  e.exits.pop();
}

/** Jumps to the test at the loop's end, or makes the test here when it is short enough to stand twice. */
function emitEntry(e: Emitter, test: Expression, testLabel: Label, end: Label): void {
  const isTrue = literalOf(e, test) !== undefined;
  if (isTrue || isShort(test)) jumpIf(e, test, end, false);
  else {
    const { reachable } = e.code;
    e.code.jump(testLabel, Op.JMP);
    // The body is reached from the test, which is emitted behind it.
    e.code.reachable = reachable;
  }
}

/** A comparison of names and literals, or one of those. */
function isShort(test: Expression): boolean {
  if (test.kind === 'Binary') return isAtom(test.left) && isAtom(test.right);
  return isAtom(test);
}

function isAtom(node: Expression): boolean {
  switch (node.kind) {
    case 'Name':
    case 'Number':
    case 'String':
    case 'Special':
      return true;
    case 'Member':
      return !node.optional && (node.object.kind === 'Name' || isAtom(node.object));
    default:
      return false;
  }
}

export function emitWhile(e: Emitter, { test, body }: While): void {
  const { code } = e;
  const start = new Label();
  const testLabel = new Label();
  const end = new Label();
  inLoop(e, end, testLabel, () => {
    emitEntry(e, test, testLabel, end);
    code.bind(start);
    emitStatement(e, body);
    code.bind(testLabel);
    jumpIf(e, test, start, true);
  });
  code.bind(end);
}

export function emitDoWhile(e: Emitter, { test, body }: DoWhile): void {
  const { code } = e;
  const start = new Label();
  const testLabel = new Label();
  const end = new Label();
  inLoop(e, end, testLabel, () => {
    code.bind(start);
    emitStatement(e, body);
    code.bind(testLabel);
    jumpIf(e, test, start, true);
  });
  code.bind(end);
}

export function emitFor(e: Emitter, node: For): void {
  const { scope, initial, test, update, body } = node;
  const mark = e.top;
  const { code } = e;
  const { labels } = e;
  e.labels = [];
  enterLoopScope(e, scope);
  if (initial !== undefined) emitStatement(e, initial);
  const counting = countingLoop(e, node);
  let limit = -1;
  if (counting !== undefined) {
    // A limit that cannot change is loaded once.
    const isFixed = literalOf(e, counting.limit) !== undefined || isFixedName(e, counting.limit);
    if (isFixed) {
      limit = e.allocate();
      e.own(limit);
      into(e, counting.limit, limit);
    }
  }
  const start = new Label();
  const continueLabel = new Label();
  const testLabel = new Label();
  const end = new Label();
  e.labels = labels;
  inLoop(e, end, continueLabel, () => {
    if (test !== undefined) emitEntry(e, test, testLabel, end);
    code.bind(start);
    emitStatement(e, body);
    code.bind(continueLabel);
    renewCells(e, scope);
    if (counting !== undefined && testLabel.jumps.length === 0) {
      const inner = e.top;
      const bound = limit >= 0 ? limit : operandOf(e, counting.limit);
      code.at(test!.position);
      code.jumpWithoutOpposite(start, Op.LOOPLT, counting.register, bound);
      e.release(inner);
      return;
    }
    if (update !== undefined) effect(e, update);
    code.bind(testLabel);
    if (test === undefined) code.jump(start, Op.JMP);
    else jumpIf(e, test, start, true);
  });
  code.bind(end);
  if (limit >= 0) e.disown(limit);
  e.releaseScope(scope, mark);
}

/**
 * `for (let i = number; i < limit; i++)`, where i is a number in a register for certain: incrementing, comparing and
 * jumping are one instruction. The limit is then evaluated before the increment, which nobody can see, since it
 * cannot mention i and no other function sees i.
 */
function countingLoop(
  e: Emitter,
  { test, update, scope }: For,
): { register: number; limit: Expression } | undefined {
  if (test?.kind !== 'Binary' || test.operator !== '<' || test.left.kind !== 'Name')
    return undefined;
  const { variable } = test.left;
  if (variable === undefined || test.left.check || variable.scope !== scope) return undefined;
  if (update?.kind !== 'Update' || update.operator !== '++' || update.target.kind !== 'Name')
    return undefined;
  if (update.target.variable !== variable) return undefined;
  const register = e.registerOf(variable);
  if (register < 0 || !isNumberVariable(variable)) return undefined;
  if (!isAtom(test.right) || mentions(test.right, variable)) return undefined;
  return { register, limit: test.right };
}

function mentions(node: Expression, variable: Variable): boolean {
  if (node.kind === 'Name') return node.variable === variable;
  return node.kind === 'Member' && mentions(node.object, variable);
}

/** A name whose value cannot change while the loop runs and that is not in a register of its own. */
function isFixedName(e: Emitter, node: Expression): boolean {
  if (node.kind !== 'Name' || node.variable === undefined || node.check) return false;
  const { variable } = node;
  return !variable.assigned && e.registerOf(variable) < 0 && variable.kind !== 'import';
}

/** Registers and first values of a loop's variables. */
function enterLoopScope(e: Emitter, scope: Scope): void {
  e.allocateScope(scope);
  e.initialiseScope(scope);
}

/** Variables that closures share get a new cell for every turn, with the value they have. */
function renewCells(e: Emitter, scope: Scope): void {
  for (const variable of scope.variables.values()) {
    if (!variable.inCell || variable.kind !== 'let') continue;
    const value = e.allocate();
    e.code.emit(Op.CELLGET, value, variable.cell);
    e.code.emit(Op.NEWCELL, variable.cell, value);
    e.release(value);
  }
}

// ---- Loops over values ----

export function emitForOf(e: Emitter, node: ForOf): void {
  const { scope, target, iterable, body, declares } = node;
  const mark = e.top;
  const { code } = e;
  const { labels } = e;
  e.labels = [];
  e.allocateScope(scope);
  emitDeadZone(e, scope);
  const state = e.allocate(3);
  const inner = e.top;
  const source = operandOf(e, iterable);
  code.at(iterable.position);
  code.emit(Op.ITER, state, source);
  e.release(inner);
  e.labels = labels;
  emitTurns(e, { scope, target, declares, body, state, position: iterable.position });
  e.releaseScope(scope, mark);
}

interface Turns {
  scope: Scope;
  target: Target;
  declares: boolean;
  body: Statement;
  state: number;
  position: number;
  /** Emits what decides whether a value is skipped. */
  filter?: (value: number, skip: Label) => void;
}

function emitTurns(
  e: Emitter,
  { scope, target, declares, body, state, position, filter }: Turns,
): void {
  const { code } = e;
  const next = new Label();
  const end = new Label();
  const own = declares && target.kind === 'Name' ? e.registerOf(target.variable!) : -1;
  // A `var` keeps its last value when the iteration ends, and ITERNEXT leaves it alone then.
  const inPlace = own >= 0 && target.kind === 'Name' && !target.variable!.checked;
  const value = inPlace ? own : e.allocate();
  inLoop(e, end, next, () => {
    code.bind(next);
    code.at(position);
    code.jumpWithoutOpposite(end, Op.ITERNEXT, value, state);
    const loop = e.exits[e.exits.length - 1];
    const emitTurn = (): void => {
      if (filter !== undefined) filter(value, next);
      if (declares) {
        e.initialiseScope(scope);
        emitFunctionDeclarations(e, scope);
      }
      if (!inPlace) bindTarget(e, target, value, declares ? 'initialise' : 'assign');
      emitStatement(e, body);
      code.jump(next, Op.JMP);
    };
    emitIteration(e, state, emitTurn, loop);
  });
  code.bind(end);
}

/** The names of a loop's head are in their dead zone while its source is evaluated. */
function emitDeadZone(e: Emitter, scope: Scope): void {
  for (const variable of scope.variables.values()) {
    if (variable.checked) {
      e.initialiseScope(scope);
      return;
    }
  }
}

/**
 * The keys are gathered first; one that is gone when its turn comes is skipped. A primitive has no keys that could go:
 * the array of its keys takes its place, which has the indices of a string.
 */
export function emitForIn(e: Emitter, node: ForIn): void {
  const { scope, target, object, body, declares, position } = node;
  const mark = e.top;
  const { code } = e;
  const { labels } = e;
  e.labels = [];
  e.allocateScope(scope);
  emitDeadZone(e, scope);
  const state = e.allocate(3);
  const subject = e.allocate();
  e.own(subject);
  const inner = e.top;
  into(e, object, subject);
  const keys = e.allocate();
  code.at(object.position);
  code.emit(Op.FORIN, keys, subject);
  const isObject = new Label();
  const type = e.allocate();
  const name = e.allocate();
  code.emit(Op.TYPEOF, type, subject);
  for (const objectType of ['object', 'function']) {
    e.loadString(name, objectType);
    code.jump(isObject, Op.JSEQ, type, name);
  }
  e.move(subject, keys);
  code.bind(isObject);
  code.emit(Op.ITER, state, keys);
  e.release(inner);
  e.labels = labels;
  const filter = (key: number, skip: Label): void => {
    const present = e.allocate();
    code.at(position);
    code.emit(Op.IN, present, key, subject);
    code.jump(skip, Op.JF, present);
    e.release(present);
  };
  emitTurns(e, { scope, target, declares, body, state, position: object.position, filter });
  e.disown(subject);
  e.releaseScope(scope, mark);
}
