/**
 * Calls. A call window is built at the top of the temporaries: link (left free), function, this, arguments. The
 * callee's frame starts at the window, so nothing is moved when it is called.
 */
import { ErrorKind } from '../../../assembly/names';
import { Op } from '../../../assembly/opcodes';
import { SPECIAL_UNINITIALISED } from '../../../assembly/value';
import { builtinGlobals } from '../globals';
import type { Call, Expression, New, Spread, SuperCall } from '../syntax';

import type { Emitter } from './emitter';
import { endChainIfNullish, into, loadMember, superOperands } from './expressions';
import { emitFields, emitParameterProperties } from './fields';
import { emitElements } from './literals';

/** Offsets in a call window. */
export const WINDOW_FUNCTION = 1;
export const WINDOW_THIS = 2;
export const WINDOW_ARGUMENTS = 3;

/** Calls with more arguments pass them in an array. */
const MAX_ARGUMENTS = 250;

type Arguments = readonly (Expression | Spread)[];

const isList = (values: Arguments): values is Expression[] =>
  values.length <= MAX_ARGUMENTS && !values.some(({ kind }) => kind === 'Spread');

/** Builtin objects whose methods no argument's evaluation replaces. */
const STEADY_BUILTINS = new Set(['Math', 'JSON', 'Object', 'Number', 'String', 'Array', 'console']);

export function emitCall(e: Emitter, node: Call, to: number): void {
  const mark = e.top;
  const { code } = e;
  const window = e.allocate(WINDOW_ARGUMENTS);
  const { callee } = node;
  const isFused =
    callee.kind === 'Member' && !node.optional && isList(node.arguments) && mayFetchLate(e, node);
  if (isFused) {
    into(e, callee.object, window + WINDOW_THIS);
    endChainIfNullish(e, callee.optional, window + WINDOW_THIS);
    emitArguments(e, node.arguments as Expression[]);
    code.at(node.position);
    const count = node.arguments.length;
    e.property(Op.CALLM, to, window, (callee as { name: string }).name, count);
    e.release(mark);
    return;
  }
  emitCallee(e, callee, window);
  endChainIfNullish(e, node.optional, window + WINDOW_FUNCTION);
  const { arguments: values } = node;
  if (isList(values)) {
    emitArguments(e, values);
    code.at(node.position);
    code.emit(Op.CALL, to, window, values.length);
  } else {
    emitArgumentArray(e, values, window);
    code.at(node.position);
    code.emit(Op.CALLSPREAD, to, window);
  }
  e.release(mark);
}

/**
 * May the method be fetched after the arguments have been evaluated, by the call itself? Only when that cannot make a
 * difference: JavaScript fetches it before, and fails before when the receiver is null or undefined.
 */
function mayFetchLate(e: Emitter, node: Call): boolean {
  if (node.arguments.every((argument) => isHarmless(argument))) return true;
  const { callee } = node;
  if (callee.kind !== 'Member') return false;
  const { object } = callee;
  return (
    object.kind === 'Name' &&
    object.variable === undefined &&
    STEADY_BUILTINS.has(object.name) &&
    e.context.isBuiltin(object.name)
  );
}

/**
 * Does evaluating it neither call, assign nor fail? Properties may have getters, and reading one of undefined fails; that
 * an operand is an object with a `valueOf` which minds the order is left out of account. With `members`, properties count
 * as harmless too.
 */
export function isHarmless(node: Expression | Spread, members = false): boolean {
  const harmless = (part: Expression | Spread): boolean => isHarmless(part, members);
  switch (node.kind) {
    case 'Number':
    case 'String':
    case 'Special':
    case 'Function':
      return true;
    case 'Name':
      return !node.check && (node.variable !== undefined || isKnownGlobal(node.name));
    case 'Member':
      return members && harmless(node.object);
    case 'Element':
      return members && harmless(node.object) && harmless(node.index);
    case 'Unary':
      return node.operator !== 'delete' && harmless(node.operand);
    case 'Binary': {
      let left: Expression = node;
      while (left.kind === 'Binary') {
        if (!harmless(left.right)) return false;
        left = left.left;
      }
      return harmless(left);
    }
    case 'Conditional':
      return harmless(node.test) && harmless(node.consequent) && harmless(node.otherwise);
    case 'Template':
      return node.values.every(harmless);
    case 'Array':
      return node.elements.every((element) => element === undefined || harmless(element));
    case 'Object':
      return node.properties.every(
        (property) =>
          property.kind === 'value' && property.key.kind === 'name' && harmless(property.value),
      );
    default:
      return false;
  }
}

const knownGlobals = new Set(['undefined', 'NaN', 'Infinity', 'this', ...builtinGlobals]);
const isKnownGlobal = (name: string): boolean => knownGlobals.has(name);

/** Puts the function and `this` into the window. */
function emitCallee(e: Emitter, callee: Expression, window: number): void {
  const { code } = e;
  const receiver = window + WINDOW_THIS;
  const target = window + WINDOW_FUNCTION;
  const mark = e.top;
  switch (callee.kind) {
    case 'Member':
      into(e, callee.object, receiver);
      endChainIfNullish(e, callee.optional, receiver);
      code.at(callee.position);
      loadMember(e, target, receiver, callee.name);
      break;
    case 'Element': {
      into(e, callee.object, receiver);
      endChainIfNullish(e, callee.optional, receiver);
      into(e, callee.index, target);
      code.at(callee.position);
      code.emit(Op.GETE, target, receiver, target);
      break;
    }
    case 'SuperMember': {
      const { home, key } = superOperands(e, callee);
      code.at(callee.position);
      code.emit(Op.GETSUPER, target, home, key);
      e.move(receiver, key + 1);
      break;
    }
    case 'Chain': {
      // (a?.b)(): `this` is a, and the function undefined when the chain ends early.
      const outer = e.chainEnd;
      const nullish = e.newLabel();
      const end = e.newLabel();
      e.chainEnd = nullish;
      emitCallee(e, callee.expression, window);
      e.chainEnd = outer;
      code.jump(end, Op.JMP);
      code.bind(nullish);
      e.loadUndefined(target);
      code.bind(end);
      break;
    }
    default:
      into(e, callee, target);
      if (callee.kind === 'Name' && callee.receiver !== undefined)
        into(e, callee.receiver, receiver);
      else e.loadUndefined(receiver);
  }
  e.release(mark);
}

/** Evaluates arguments into the registers after the window. */
function emitArguments(e: Emitter, values: readonly Expression[]): void {
  for (const value of values) {
    const register = e.allocate();
    into(e, value, register);
  }
}

/** Evaluates arguments into an array that is the first argument. */
function emitArgumentArray(e: Emitter, values: Arguments, window: number): void {
  const array = e.allocate();
  if (array !== window + WINDOW_ARGUMENTS) throw new Error('arguments must follow the window');
  emitElements(e, values, array);
}

export function emitNew(e: Emitter, node: New, to: number): void {
  const mark = e.top;
  const { code } = e;
  const window = e.allocate(WINDOW_ARGUMENTS);
  into(e, node.callee, window + WINDOW_FUNCTION);
  const { arguments: values } = node;
  if (isList(values)) {
    emitArguments(e, values);
    code.at(node.position);
    code.emit(Op.NEW, to, window, values.length);
  } else {
    emitArgumentArray(e, values, window);
    code.at(node.position);
    code.emit(Op.NEWSPREAD, to, window);
  }
  e.release(mark);
}

/** `super(…)`: makes `this`, then defines the fields of the class; `to` is -1 when nobody wants the value. */
export function emitSuperCall(e: Emitter, node: SuperCall, to: number): void {
  const mark = e.top;
  const { code } = e;
  const receiver = node.receiver.variable!;
  const own = e.registerOf(receiver);
  const isDirect = node.single && own >= 0;
  const made = isDirect ? own : e.allocate();
  const inner = e.top;
  const window = e.allocate(WINDOW_ARGUMENTS);
  into(e, node.constructorName, window + WINDOW_FUNCTION);
  into(e, node.newTarget, window + WINDOW_THIS);
  const { arguments: values } = node;
  const [only] = values;
  if (isList(values)) {
    emitArguments(e, values);
    code.at(node.position);
    code.emit(Op.SUPERCALL, made, window, values.length);
  } else {
    const isOwnRest =
      values.length === 1 &&
      only.kind === 'Spread' &&
      only.expression.kind === 'Name' &&
      only.expression.name === '%values';
    if (isOwnRest) into(e, only.expression, e.allocate());
    else emitArgumentArray(e, values, window);
    code.at(node.position);
    code.emit(Op.SUPERSPREAD, made, window);
  }
  e.release(inner);
  if (!isDirect) emitReceiver(e, node, made);
  if (to >= 0) e.move(to, made);
  if (e.node === node.class.constructorFunction) {
    emitFields(e, node.class, made);
    emitParameterProperties(e, node.class, made);
  }
  e.release(mark);
}

/** `this` becomes what super() made; a second super() is an error. */
function emitReceiver(e: Emitter, { receiver, single, position }: SuperCall, made: number): void {
  const variable = receiver.variable!;
  if (!single) {
    const first = e.newLabel();
    const mark = e.top;
    const present = e.allocate();
    e.read({ ...receiver, check: false }, variable, present);
    e.code.jump(first, Op.JIS, present, SPECIAL_UNINITIALISED);
    e.code.at(position);
    e.throwError(ErrorKind.REFERENCE_ERROR, 'Super constructor may only be called once');
    e.code.bind(first);
    e.release(mark);
  }
  e.write({ ...receiver, check: false }, variable, made);
}

/** A call of a native: its first argument is its `this`. */
export function emitIntrinsic(
  e: Emitter,
  node: Extract<Expression, { kind: 'Intrinsic' }>,
  to: number,
): void {
  const mark = e.top;
  const window = e.allocate(WINDOW_ARGUMENTS);
  const [receiver, ...values] = node.arguments;
  if (receiver !== undefined) into(e, receiver, window + WINDOW_THIS);
  else e.loadUndefined(window + WINDOW_THIS);
  emitArguments(e, values);
  e.code.at(node.position);
  e.code.emitWith(node.native, 0, Op.CALLN, to, window, values.length);
  e.release(mark);
}
