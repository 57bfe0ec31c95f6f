/** Array and object literals, templates. */
import { Op } from '../../../assembly/opcodes';
import { SPECIAL_HOLE, SPECIAL_UNINITIALISED } from '../../../assembly/value';
import type {
  ArrayLiteral,
  Expression,
  ObjectLiteral,
  ObjectProperty,
  PropertyKey,
  Spread,
  TaggedTemplate,
  TemplateLiteral,
} from '../syntax';
import { WINDOW_ARGUMENTS, WINDOW_FUNCTION, WINDOW_THIS } from './calls';
import type { Emitter } from './emitter';
import { into, literalOf, operandOf } from './expressions';
import { emitClosure } from './functions';
import { isPrimitive } from './types';

/** Elements that NEWARR takes from registers; further ones are appended one by one. */
const MAX_AT_ONCE = 64;

// ---- Arrays ----

export function emitArray(e: Emitter, node: ArrayLiteral, to: number): void {
  e.code.at(node.position);
  emitElements(e, node.elements, to);
}

/** Makes an array of the elements; `undefined` ones are holes. */
export function emitElements(
  e: Emitter,
  elements: readonly (Expression | Spread | undefined)[],
  to: number,
): void {
  const mark = e.top;
  const { code } = e;
  let count = 0;
  while (count < elements.length && count < MAX_AT_ONCE && elements[count]?.kind !== 'Spread')
    count++;
  const first = e.top;
  for (let index = 0; index < count; index++) {
    const element = elements[index];
    const register = e.allocate();
    if (element === undefined) e.loadSpecial(register, SPECIAL_HOLE);
    else into(e, element as Expression, register);
  }
  const isWhole = count === elements.length;
  // Later elements may use the variable that the array is for.
  const array = isWhole ? to : (e.scratch(to) ?? e.allocate());
  code.emit(Op.NEWARR, array, first, count);
  if (!isWhole) {
    e.release(Math.max(mark, array >= mark ? array + 1 : mark));
    for (let index = count; index < elements.length; index++) {
      const inner = e.top;
      const element = elements[index];
      if (element?.kind === 'Spread') {
        const source = operandOf(e, element.expression);
        code.at(element.position);
        code.emit(Op.ARRSPREAD, array, source);
      } else if (element === undefined) {
        const hole = e.allocate();
        e.loadSpecial(hole, SPECIAL_HOLE);
        code.emit(Op.ARRPUSH, array, hole);
      } else code.emit(Op.ARRPUSH, array, operandOf(e, element));
      e.release(inner);
    }
    e.move(to, array);
  }
  e.release(mark);
}

// ---- Objects ----

/** Properties that NEWLIT makes at once; a shape holds no more than 64. */
const MAX_PROPERTIES_AT_ONCE = 48;

/** Properties at the beginning that have different names and plain values: NEWLIT makes them at once. */
function plainPrefix(properties: readonly ObjectProperty[]): number {
  const names = new Set<string>();
  let count = 0;
  for (const property of properties) {
    if (property.kind !== 'value' || property.key.kind !== 'name') break;
    if (names.has(property.key.name) || count === MAX_PROPERTIES_AT_ONCE) break;
    names.add(property.key.name);
    count++;
  }
  return count;
}

/** Does one instruction make the whole literal, from values in registers? */
export function isMadeAtOnce(node: ArrayLiteral | ObjectLiteral): boolean {
  if (node.kind === 'Object') {
    return node.home?.captured !== true && plainPrefix(node.properties) === node.properties.length;
  }
  return (
    node.elements.length <= MAX_AT_ONCE &&
    !node.elements.some((element) => element?.kind === 'Spread')
  );
}

export function emitObject(e: Emitter, node: ObjectLiteral, to: number): void {
  const mark = e.top;
  const { code } = e;
  const { properties, home } = node;
  const usesHome = home?.captured === true;
  const count = usesHome ? 0 : plainPrefix(properties);
  const isWhole = count === properties.length && !usesHome;
  const object = isWhole ? to : (e.scratch(to) ?? e.allocate());
  const inner = e.top;
  if (count === 0) {
    code.at(node.position);
    code.emit(Op.NEWOBJ, object, Math.min(properties.length, MAX_PROPERTIES_AT_ONCE));
  } else {
    const first = e.top;
    const names: string[] = [];
    for (let index = 0; index < count; index++) {
      const property = properties[index] as Extract<ObjectProperty, { kind: 'value' }>;
      names.push((property.key as { name: string }).name);
      into(e, property.value, e.allocate());
    }
    code.at(node.position);
    if (code.reachable) {
      code.emitWith(e.unit.literal(names), e.unit.cache(), Op.NEWLIT, object, first, count);
    }
    e.release(inner);
  }
  if (usesHome) {
    home.register = object;
    e.own(object);
  }
  for (let index = count; index < properties.length; index++) {
    emitProperty(e, object, properties[index]);
    e.release(inner);
  }
  if (usesHome && object >= mark) e.disown(object);
  e.move(to, object);
  e.release(mark);
}

function emitProperty(e: Emitter, object: number, property: ObjectProperty): void {
  const { code } = e;
  switch (property.kind) {
    case 'value':
      defineProperty(e, object, property.key, property.value, property.position);
      return;
    case 'getter':
    case 'setter': {
      const key = emitKey(e, property.key);
      const accessor = e.allocate();
      emitClosure(e, property.value.function, accessor);
      code.at(property.position);
      const isComputed = property.key.kind === 'computed';
      if (isComputed && property.value.function.name === '') code.emit(Op.SETNAME, accessor, key);
      code.emit(property.kind === 'getter' ? Op.DEFGETTER : Op.DEFSETTER, object, key, accessor);
      return;
    }
    case 'prototype': {
      const prototype = operandOf(e, property.value);
      code.at(property.position);
      code.emit(Op.SETPROTO, object, prototype);
      return;
    }
    case 'spread': {
      const source = operandOf(e, property.value);
      const excluded = e.allocate();
      e.loadUndefined(excluded);
      code.at(property.position);
      code.emit(Op.COPYPROPS, object, source, excluded);
    }
  }
}

/** Defines an own property with the value of an expression. */
export function defineProperty(
  e: Emitter,
  object: number,
  key: PropertyKey,
  value: Expression | undefined,
  position: number,
  keyRegister = -1,
): void {
  const { code } = e;
  if (key.kind === 'name') {
    const register = value === undefined ? e.allocate() : operandOf(e, value);
    if (value === undefined) e.loadUndefined(register);
    code.at(position);
    e.property(Op.DEFP, object, register, key.name);
    return;
  }
  const computed = keyRegister >= 0 ? keyRegister : emitKey(e, key);
  const register = e.allocate();
  if (value === undefined) e.loadUndefined(register);
  else into(e, value, register);
  code.at(position);
  if (value !== undefined && isAnonymous(value)) code.emit(Op.SETNAME, register, computed);
  code.emit(Op.DEFE, object, computed, register);
}

/** Is it a function or class that takes its name from the key it is defined under? */
function isAnonymous(value: Expression): boolean {
  if (value.kind === 'Function') return value.function.name === '';
  return value.kind === 'Class' && value.class.name === '';
}

/** The key in a register, converted as property keys are. */
export function emitKey(e: Emitter, key: PropertyKey): number {
  const register = e.allocate();
  if (key.kind === 'name') e.loadString(register, key.name);
  else {
    into(e, key.expression, register);
    if (key.expression.kind !== 'Number') {
      e.code.at(key.expression.position);
      e.code.emit(Op.TOKEY, register, register);
    }
  }
  return register;
}

// ---- Templates ----

export function emitTemplate(e: Emitter, node: TemplateLiteral, to: number): void {
  const mark = e.top;
  const { code } = e;
  const { texts, values } = node;
  const result = e.scratch(to) ?? e.allocate();
  let started = false;
  if (texts[0] !== '') {
    e.loadString(result, texts[0]);
    started = true;
  }
  for (let index = 0; index < values.length; index++) {
    const value = values[index];
    const inner = e.top;
    const literal = literalOf(e, value);
    if (!started) {
      const from = operandOf(e, value, result);
      code.at(value.position);
      code.emit(Op.TOSTR, result, from);
      started = true;
    } else {
      let operand = operandOf(e, value);
      code.at(value.position);
      if (literal === undefined && !isPrimitive(value)) {
        const text = operand >= inner && operand < e.top ? operand : e.allocate();
        code.emit(Op.TOSTR, text, operand);
        operand = text;
      }
      code.emit(Op.ADD, result, result, operand);
    }
    e.release(inner);
    const text = texts[index + 1];
    if (text !== '') {
      const register = operandOf(e, {
        kind: 'String',
        position: node.position,
        assigns: false,
        value: text,
      });
      code.emit(Op.ADD, result, result, register);
      e.release(inner);
    }
  }
  if (!started) e.loadString(result, '');
  e.move(to, result);
  e.release(mark);
}

/** The array of texts is made and frozen at the first evaluation and kept in a module variable. */
export function emitTaggedTemplate(e: Emitter, node: TaggedTemplate, to: number): void {
  const mark = e.top;
  const { code } = e;
  const window = e.allocate(WINDOW_ARGUMENTS);
  const { tag } = node;
  const receiver = window + WINDOW_THIS;
  if (tag.kind === 'Member') {
    into(e, tag.object, receiver);
    code.at(tag.position);
    e.property(Op.GETP, window + WINDOW_FUNCTION, receiver, tag.name);
  } else if (tag.kind === 'Element') {
    into(e, tag.object, receiver);
    into(e, tag.index, window + WINDOW_FUNCTION);
    code.at(tag.position);
    code.emit(Op.GETE, window + WINDOW_FUNCTION, receiver, window + WINDOW_FUNCTION);
  } else {
    into(e, tag, window + WINDOW_FUNCTION);
    e.loadUndefined(receiver);
  }
  const texts = e.allocate();
  emitTemplateObject(e, node, texts);
  for (const value of node.values) into(e, value, e.allocate());
  code.at(node.position);
  code.emit(Op.CALL, to, window, 1 + node.values.length);
  e.release(mark);
}

function emitTemplateObject(e: Emitter, node: TaggedTemplate, to: number): void {
  const { code } = e;
  const { global } = node.site;
  const isMade = e.newLabel();
  code.emitWith(global, 0, Op.LOADG, to);
  code.jump(isMade, Op.JNIS, to, SPECIAL_UNINITIALISED);
  const mark = e.top;
  const strings = (texts: readonly (string | undefined)[], array: number): void => {
    emitElements(
      e,
      texts.map((text) =>
        text === undefined
          ? { kind: 'Special', position: node.position, assigns: false, value: 0 }
          : { kind: 'String', position: node.position, assigns: false, value: text },
      ),
      array,
    );
  };
  const freeze = (array: number): void => {
    const window = e.allocate(WINDOW_ARGUMENTS + 1);
    code.emitWith(e.unit.builtin('Object'), 0, Op.LOADB, window + WINDOW_THIS);
    e.move(window + WINDOW_ARGUMENTS, array);
    e.property(Op.CALLM, array, window, 'freeze', 1);
    e.release(window);
  };
  code.at(node.position);
  strings(node.texts, to);
  const raw = e.allocate();
  strings(node.raws, raw);
  freeze(raw);
  const key = e.allocate();
  e.loadString(key, 'raw');
  // A method's attributes but for writability, which freezing takes away: not enumerable.
  code.emit(Op.DEFMETHOD, to, key, raw);
  freeze(to);
  code.emitWith(global, 0, Op.STOREG, to);
  e.release(mark);
  code.bind(isMade);
}
