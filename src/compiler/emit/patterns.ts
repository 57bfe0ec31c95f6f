/** Binding: giving a value to a name, a member, or the parts of a destructuring pattern. */
import { ErrorKind } from '../../../assembly/names';
import { Op } from '../../../assembly/opcodes';
import type { ArrayPattern, Expression, ObjectPattern, Target, TargetWithDefault } from '../syntax';
import { memberPlace, storeName } from './assignments';
import { Label } from './code';
import type { Emitter } from './emitter';
import { emitIteration } from './exits';
import { loadMember } from './expressions';
import { emitDefault } from './functions';
import { emitKey } from './literals';

/** `initialise`: the names are being declared; `assign`: they exist. */
export type BindMode = 'initialise' | 'assign';

/** Gives a target the value in a register. */
export function bindTarget(e: Emitter, target: Target, from: number, mode: BindMode): void {
  const mark = e.top;
  switch (target.kind) {
    case 'Name':
      if (mode === 'initialise') e.initialise(target.variable!, from);
      else storeName(e, target, from);
      break;
    case 'ArrayPattern':
      bindArray(e, target, from, mode);
      break;
    case 'ObjectPattern':
      bindObject(e, target, from, mode);
      break;
    default:
      memberPlace(e, target).store(from);
  }
  e.release(mark);
}

/**
 * Binds one part of a pattern. `fetch` puts its value into a register; the target's own parts are evaluated before,
 * the default after.
 */
function bindPart(
  e: Emitter,
  { target, initial }: TargetWithDefault,
  mode: BindMode,
  fetch: (to: number) => void,
): void {
  const mark = e.top;
  if (target.kind === 'Name') {
    const { variable } = target;
    const own = variable === undefined ? -1 : e.registerOf(variable);
    // A value that is only being declared can be made where it will live.
    const inPlace =
      own >= 0 && mode === 'initialise' && !variable!.checked && variable!.kind !== 'var';
    const value = inPlace ? own : e.allocate();
    fetch(value);
    if (initial !== undefined) emitDefault(e, initial, value);
    if (!inPlace) bindTarget(e, target, value, mode);
  } else if (target.kind === 'ArrayPattern' || target.kind === 'ObjectPattern') {
    const value = e.allocate();
    fetch(value);
    if (initial !== undefined) emitDefault(e, initial, value);
    bindTarget(e, target, value, mode);
  } else {
    const place = memberPlace(e, target, { assigns: true });
    const value = e.allocate();
    fetch(value);
    if (initial !== undefined) emitDefault(e, initial, value);
    place.store(value);
  }
  e.release(mark);
}

// ---- Objects ----

function bindObject(e: Emitter, pattern: ObjectPattern, from: number, mode: BindMode): void {
  const { code } = e;
  const [first] = pattern.properties;
  // Reading a first property by its name fails by itself on null and undefined.
  const fails = first !== undefined && first.key.kind === 'name' && readsFirst(first.value.target);
  if (!fails) requireObject(e, pattern, from);
  const keys: number[] = [];
  for (const { key, value, position } of pattern.properties) {
    const keyRegister = key.kind === 'name' ? -1 : emitKey(e, key);
    if (keyRegister >= 0) keys.push(keyRegister);
    bindPart(e, value, mode, (to) => {
      code.at(position);
      if (key.kind === 'name') loadMember(e, to, from, key.name);
      else code.emit(Op.GETE, to, from, keyRegister);
    });
  }
  const { rest } = pattern;
  if (rest === undefined) return;
  const place = rest.kind === 'Name' ? undefined : rest;
  const bind = (): void => {
    const object = e.allocate();
    code.at(pattern.position);
    code.emit(Op.NEWOBJ, object, 0);
    const excluded = excludedKeys(e, pattern, keys);
    code.at(pattern.position);
    code.emit(Op.COPYPROPS, object, from, excluded);
    if (place === undefined) bindTarget(e, rest, object, mode);
  };
  if (place === undefined) bind();
  else {
    bindPart(e, { target: place, initial: undefined }, mode, (to) => {
      code.at(pattern.position);
      code.emit(Op.NEWOBJ, to, 0);
      const excluded = excludedKeys(e, pattern, keys);
      code.emit(Op.COPYPROPS, to, from, excluded);
    });
  }
}

/** Is nothing evaluated for the target before the property is read? */
const readsFirst = (target: Target): boolean =>
  target.kind === 'Name' || target.kind === 'ArrayPattern' || target.kind === 'ObjectPattern';

function requireObject(e: Emitter, pattern: ObjectPattern, from: number): void {
  const isObject = new Label();
  e.code.jump(isObject, Op.JNNULLISH, from);
  e.code.at(pattern.position);
  e.throwError(ErrorKind.TYPE_ERROR, 'Cannot destructure a value that is null or undefined.');
  e.code.bind(isObject);
}

/** An array of the keys that a rest does not take. */
function excludedKeys(e: Emitter, pattern: ObjectPattern, computed: readonly number[]): number {
  const array = e.allocate();
  const first = e.top;
  let next = 0;
  let count = 0;
  for (const { key } of pattern.properties) {
    const register = e.allocate();
    if (key.kind === 'name') e.loadString(register, key.name);
    else e.move(register, computed[next++]);
    count++;
  }
  e.code.emit(Op.NEWARR, array, first, count);
  return array;
}

// ---- Arrays ----

function bindArray(e: Emitter, pattern: ArrayPattern, from: number, mode: BindMode): void {
  const { code } = e;
  const state = e.allocate(3);
  code.at(pattern.position);
  code.emit(Op.ITER, state, from);
  const bindElements = (): void => {
    for (const element of pattern.elements) {
      if (element === undefined) {
        const mark = e.top;
        nextElement(e, pattern, state, e.allocate());
        e.release(mark);
      } else bindPart(e, element, mode, (to) => nextElement(e, pattern, state, to));
    }
    if (pattern.rest !== undefined) {
      bindPart(e, { target: pattern.rest, initial: undefined }, mode, (to) =>
        collectRest(e, pattern, state, to),
      );
    }
  };
  // Only defaults, members and inner patterns can fail between two steps of the iteration.
  if (isSimple(pattern)) bindElements();
  else emitIteration(e, state, bindElements);
  code.at(pattern.position);
  if (pattern.rest === undefined) code.emit(Op.ITERCLOSE, state);
}

function isSimple({ elements, rest }: ArrayPattern): boolean {
  const isPlain = (target: Target): boolean =>
    target.kind === 'Name' &&
    !target.check &&
    target.variable !== undefined &&
    !isWrittenConstant(target);
  return (
    elements.every(
      (element) => element === undefined || (isLiteral(element.initial) && isPlain(element.target)),
    ) &&
    (rest === undefined || isPlain(rest))
  );
}

const isLiteral = (initial: Expression | undefined): boolean =>
  initial === undefined ||
  initial.kind === 'Number' ||
  initial.kind === 'String' ||
  initial.kind === 'Special';

/** Names in declarations are never `check`ed references, so a constant there is being initialised. */
function isWrittenConstant(target: Extract<Target, { kind: 'Name' }>): boolean {
  return target.variable!.constant && target.variable!.assigned;
}

/**
 * Fetches the next value, or undefined when the iteration is over. A failing step must not close the iterator, so it
 * lies outside of the handler that does.
 */
function nextElement(e: Emitter, pattern: ArrayPattern, state: number, to: number): void {
  const { code } = e;
  const over = new Label();
  const goOn = new Label();
  outsideIteration(e, state, () => {
    code.at(pattern.position);
    code.jumpWithoutOpposite(over, Op.ITERNEXT, to, state);
  });
  code.bind(goOn);
  if (!code.reachable) return;
  e.deferred.push(() => {
    code.bind(over);
    endIteration(e, pattern, state, to);
    e.loadUndefined(to);
    code.jump(goOn, Op.JMP);
  });
}

/** Makes a state that is over: that of an empty array. The register is free to be used. */
function endIteration(e: Emitter, pattern: ArrayPattern, state: number, scratch: number): void {
  e.code.at(pattern.position);
  e.code.emit(Op.NEWARR, scratch, 0, 0);
  e.code.emit(Op.ITER, state, scratch);
}

function collectRest(e: Emitter, pattern: ArrayPattern, state: number, to: number): void {
  const { code } = e;
  const mark = e.top;
  const next = new Label();
  const over = new Label();
  code.at(pattern.position);
  code.emit(Op.NEWARR, to, 0, 0);
  const value = e.allocate();
  code.bind(next);
  outsideIteration(e, state, () => {
    code.at(pattern.position);
    code.jumpWithoutOpposite(over, Op.ITERNEXT, value, state);
  });
  code.emit(Op.ARRPUSH, to, value);
  code.jump(next, Op.JMP);
  code.bind(over);
  if (!isSimple(pattern)) {
    const empty = e.allocate();
    outsideIteration(e, state, () => endIteration(e, pattern, state, empty));
  }
  e.release(mark);
}

/** Emits instructions that the handler of the iteration in `state` does not cover. */
function outsideIteration(e: Emitter, state: number, emit: () => void): void {
  const exit = e.exits[e.exits.length - 1];
  if (exit?.kind !== 'iteration' || exit.register !== state) {
    emit();
    return;
  }
  exit.handler.close();
  emit();
  exit.handler.open();
}
