/** Assignments, in all their forms. A result register of -1 means that nobody wants the value. */
import { ErrorKind } from '../../../assembly/names';
import { Op } from '../../../assembly/opcodes';
import type {
  ArithmeticOperator,
  Assign,
  CompoundAssign,
  Element,
  Expression,
  LogicalAssign,
  Member,
  Name,
  SuperMember,
  Update,
} from '../syntax';
import type { Emitter } from './emitter';
import {
  into,
  loadMember,
  operandBefore,
  operandOf,
  superOperands,
  writesLast,
} from './expressions';
import { emitOperation, skipOp } from './operators';
import { bindTarget } from './patterns';
import { isNumberVariable } from './types';

/** A place that is read and written: its parts are evaluated once. */
interface Place {
  load(to: number): void;
  store(from: number): void;
}

/** Evaluates the parts of a member; `later` is what is evaluated before they are used. */
export function memberPlace(
  e: Emitter,
  target: Member | Element | SuperMember,
  later?: { assigns: boolean },
): Place {
  const { code } = e;
  switch (target.kind) {
    case 'Member': {
      const object = operandBefore(e, target.object, later);
      return {
        load(to) {
          code.at(target.position);
          loadMember(e, to, object, target.name);
        },
        store(from) {
          code.at(target.position);
          e.property(Op.SETP, object, from, target.name);
        },
      };
    }
    case 'Element': {
      const assigns = target.index.assigns || later?.assigns === true;
      const object = operandBefore(e, target.object, { assigns });
      const index = operandBefore(e, target.index, later);
      return {
        load(to) {
          code.at(target.position);
          code.emit(Op.GETE, to, object, index);
        },
        store(from) {
          code.at(target.position);
          code.emit(Op.SETE, object, index, from);
        },
      };
    }
    case 'SuperMember': {
      const { home, key } = superOperands(e, target);
      return {
        load(to) {
          code.at(target.position);
          code.emit(Op.GETSUPER, to, home, key);
        },
        store(from) {
          code.at(target.position);
          code.emit(Op.SETSUPER, home, key, from);
        },
      };
    }
  }
}

export function emitAssign(e: Emitter, node: Assign, to: number): void {
  const mark = e.top;
  const { target, value } = node;
  switch (target.kind) {
    case 'Name':
      assignName(e, target, value, to);
      break;
    case 'ArrayPattern':
    case 'ObjectPattern': {
      // The pattern may assign to the very variable that is taken apart.
      const source = to >= 0 ? (e.scratch(to) ?? e.allocate()) : e.allocate();
      into(e, value, source);
      bindTarget(e, target, source, 'assign');
      if (to >= 0) e.move(to, source);
      break;
    }
    default: {
      const place = memberPlace(e, target, value);
      const from = operandOf(e, value, to >= 0 ? e.scratch(to) : undefined);
      place.store(from);
      if (to >= 0) e.move(to, from);
    }
  }
  e.release(mark);
}

function assignName(e: Emitter, target: Name, value: Expression, to: number): void {
  const { variable } = target;
  const register = variable === undefined ? -1 : e.registerOf(variable);
  if (variable !== undefined && register >= 0 && !target.check && !variable.constant) {
    if (
      value.kind === 'Logical' &&
      value.left.kind === 'Name' &&
      value.left.variable === variable
    ) {
      // x = x || y
      const skip = e.newLabel();
      e.code.jump(skip, skipOp(value.operator), register);
      assignName(e, target, value.right, -1);
      e.code.bind(skip);
    } else if (writesLast(value)) into(e, value, register);
    else {
      const made = e.allocate();
      into(e, value, made);
      e.move(register, made);
    }
    if (to >= 0) e.move(to, register);
    return;
  }
  const from = operandOf(e, value, to >= 0 ? e.scratch(to) : undefined);
  storeName(e, target, from);
  if (to >= 0) e.move(to, from);
}

/** Assigns a register to a name: a variable, a constant (an error), or nothing at all (an error). */
export function storeName(e: Emitter, target: Name, from: number): void {
  const { variable } = target;
  e.code.at(target.position);
  if (variable === undefined) {
    failUnless(e, ErrorKind.REFERENCE_ERROR, `${target.name} is not defined`);
  } else if (variable.constant) {
    if (target.check) {
      const mark = e.top;
      e.read(target, variable, e.allocate());
      e.release(mark);
    }
    failUnless(e, ErrorKind.TYPE_ERROR, 'Assignment to constant variable.');
  } else e.write(target, variable, from);
}

/** Throws always; what follows is emitted all the same, since labels in it may be waited for. */
function failUnless(e: Emitter, kind: ErrorKind, message: string): void {
  e.throwError(kind, message);
}

export function emitCompoundAssign(e: Emitter, node: CompoundAssign, to: number): void {
  const mark = e.top;
  const { target, value, operator } = node;
  if (target.kind === 'Name') {
    compoundName(e, target, operator, value, node.position, to);
  } else {
    const place = memberPlace(e, target, value);
    const result = to >= 0 ? (e.scratch(to) ?? e.allocate()) : e.allocate();
    place.load(result);
    emitOperation(e, operator, result, result, value, node.position);
    place.store(result);
    if (to >= 0) e.move(to, result);
  }
  e.release(mark);
}

function compoundName(
  e: Emitter,
  target: Name,
  operator: ArithmeticOperator,
  value: Expression,
  position: number,
  to: number,
): void {
  const { variable } = target;
  const register = variable === undefined ? -1 : e.registerOf(variable);
  if (variable !== undefined && register >= 0 && !variable.constant) {
    e.checkInitialised(target, variable);
    const left = operandBefore(e, { ...target, check: false }, value);
    emitOperation(e, operator, register, left, value, position);
    if (to >= 0) e.move(to, register);
    return;
  }
  const result = to >= 0 ? (e.scratch(to) ?? e.allocate()) : e.allocate();
  into(e, target, result);
  emitOperation(e, operator, result, result, value, position);
  storeName(e, target, result);
  if (to >= 0) e.move(to, result);
}

export function emitLogicalAssign(e: Emitter, node: LogicalAssign, to: number): void {
  const mark = e.top;
  const { code } = e;
  const { target, value, operator } = node;
  const end = e.newLabel();
  if (target.kind === 'Name') {
    const current = to >= 0 ? (e.scratch(to) ?? e.allocate()) : operandOf(e, target);
    if (to >= 0) into(e, target, current);
    code.jump(end, skipOp(operator), current);
    assignName(e, target, value, to >= 0 ? current : -1);
    code.bind(end);
    if (to >= 0) e.move(to, current);
  } else {
    const place = memberPlace(e, target, value);
    const current = to >= 0 ? (e.scratch(to) ?? e.allocate()) : e.allocate();
    place.load(current);
    code.jump(end, skipOp(operator), current);
    into(e, value, current);
    place.store(current);
    code.bind(end);
    if (to >= 0) e.move(to, current);
  }
  e.release(mark);
}

export function emitUpdate(e: Emitter, node: Update, to: number): void {
  const mark = e.top;
  const { target, prefix } = node;
  const { code } = e;
  const op = node.operator === '++' ? Op.INC : Op.DEC;
  const wantsOld = to >= 0 && !prefix;
  if (target.kind === 'Name') {
    updateName(e, target, op, node.position, to, wantsOld);
  } else {
    const place = memberPlace(e, target);
    const result = wantsOld
      ? e.allocate()
      : to >= 0
        ? (e.scratch(to) ?? e.allocate())
        : e.allocate();
    place.load(result);
    code.at(node.position);
    let old = result;
    if (wantsOld) {
      old = e.scratch(to) ?? e.allocate();
      code.emit(Op.TONUMERIC, old, result);
    }
    code.emit(op, result, old);
    place.store(result);
    if (to >= 0) e.move(to, wantsOld ? old : result);
  }
  e.release(mark);
}

function updateName(
  e: Emitter,
  target: Name,
  op: number,
  position: number,
  to: number,
  wantsOld: boolean,
): void {
  const { code } = e;
  const { variable } = target;
  const register = variable === undefined ? -1 : e.registerOf(variable);
  if (variable !== undefined && register >= 0 && !variable.constant) {
    e.checkInitialised(target, variable);
    code.at(position);
    if (!wantsOld) {
      code.emit(op, register, register);
      if (to >= 0) e.move(to, register);
    } else if (isNumberVariable(variable) && to !== register) {
      e.move(to, register);
      code.emit(op, register, register);
    } else {
      const old = e.scratch(to) ?? e.allocate();
      code.emit(Op.TONUMERIC, old, register);
      code.emit(op, register, old);
      e.move(to, old);
    }
    return;
  }
  const current = e.allocate();
  into(e, target, current);
  code.at(position);
  if (wantsOld) {
    const old = e.scratch(to) ?? e.allocate();
    code.emit(Op.TONUMERIC, old, current);
    code.emit(op, current, old);
    storeName(e, target, current);
    e.move(to, old);
    return;
  }
  code.emit(op, current, current);
  storeName(e, target, current);
  if (to >= 0) e.move(to, current);
}
