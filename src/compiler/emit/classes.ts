/** Classes: constructor, prototype, members, and the definition of fields. */
import { Op } from '../../../assembly/opcodes';
import { SPECIAL_HOLE, SPECIAL_UNINITIALISED } from '../../../assembly/value';
import type { Variable } from '../scope';
import type { ClassField, ClassMethod, ClassNode } from '../syntax';
import type { Emitter } from './emitter';
import { into } from './expressions';
import { emitClosure, emitFunctionDeclarations } from './functions';
import { defineProperty, emitKey } from './literals';
import { emitStatements } from './statements';

/** Evaluates a class definition into a register. */
export function emitClass(e: Emitter, node: ClassNode, to: number): void {
  const mark = e.top;
  const { code } = e;
  const { self, prototype } = node;
  const classRegister = e.allocate();
  const home = e.allocate();
  e.own(classRegister);
  e.own(home);
  self.register = classRegister;
  prototype.register = home;
  for (const variable of hiddenKeys(node)) e.makeCell(variable);
  e.makeCell(self);
  e.makeCell(prototype);
  if (self.checked && !self.inCell) e.loadSpecial(classRegister, SPECIAL_UNINITIALISED);
  const superclass = e.allocate();
  if (node.superclass === undefined) e.loadSpecial(superclass, SPECIAL_HOLE);
  else into(e, node.superclass, superclass);
  // Until the class is complete, its own name is in its dead zone: the closure waits in another register.
  const closure = self.checked && !self.inCell ? e.allocate() : classRegister;
  emitClosure(e, node.constructorFunction, closure);
  code.at(node.position);
  code.emit(Op.CLASS, closure, superclass, home);
  if (prototype.inCell) code.emit(Op.CELLSET, prototype.cell, home);
  const staticKeys = new Map<ClassField, number>();
  for (const member of node.members) {
    if (member.kind === 'field' && member.static && isComputed(member)) {
      staticKeys.set(member, e.allocate());
    }
  }
  for (const member of node.members) {
    const inner = e.top;
    if (member.kind === 'field') emitFieldKey(e, member, staticKeys.get(member) ?? -1);
    else if (member.kind !== 'block') emitMethod(e, member, member.static ? closure : home);
    e.release(inner);
  }
  if (self.inCell) code.emit(Op.CELLSET, self.cell, closure);
  e.move(classRegister, closure);
  emitStatics(e, node, classRegister, staticKeys);
  e.move(to, classRegister);
  e.disown(classRegister);
  e.disown(home);
  e.release(mark);
}

function* hiddenKeys(node: ClassNode): Generator<Variable> {
  for (const member of node.members) {
    if (member.kind === 'field' && member.keyVariable !== undefined) yield member.keyVariable;
  }
}

/** Is the key known at run time only? */
const isComputed = ({ key }: ClassField): boolean =>
  key.kind === 'computed' && key.expression.kind !== 'Number';

/** A computed key of a field is evaluated with the class, and kept for when the field is defined. */
function emitFieldKey(e: Emitter, field: ClassField, keep: number): void {
  if (!isComputed(field)) return;
  const register = emitKey(e, field.key);
  if (keep >= 0) e.move(keep, register);
  else if (field.keyVariable !== undefined) {
    e.code.emit(Op.CELLSET, field.keyVariable.cell, register);
  }
}

function emitMethod(e: Emitter, { kind, key, value, position }: ClassMethod, object: number): void {
  const { code } = e;
  const keyRegister = emitKey(e, key);
  const closure = e.allocate();
  emitClosure(e, value.function, closure);
  code.at(position);
  const isNamed = key.kind === 'name' || key.expression.kind === 'Number';
  if (!isNamed) code.emit(Op.SETNAME, closure, keyRegister);
  const op = kind === 'method' ? Op.DEFMETHOD : kind === 'getter' ? Op.DEFGETTER : Op.DEFSETTER;
  code.emit(op, object, keyRegister, closure);
}

/** Static fields and blocks run in order, with the class as `this`. */
function emitStatics(
  e: Emitter,
  node: ClassNode,
  classRegister: number,
  keys: ReadonlyMap<ClassField, number>,
): void {
  for (const member of node.members) {
    const mark = e.top;
    if (member.kind === 'block') {
      e.allocateScope(member.scope);
      e.initialiseScope(member.scope);
      emitFunctionDeclarations(e, member.scope);
      emitStatements(e, member.body);
      e.releaseScope(member.scope, mark);
    } else if (member.kind === 'field' && member.static) {
      const key = keys.get(member) ?? -1;
      defineProperty(e, classRegister, member.key, member.value, member.position, key);
      e.release(mark);
    }
  }
}
