/** Expressions: into a register, as an operand where they are, or for their effect only. */
import { ErrorKind } from '../../../assembly/names';
import { Op } from '../../../assembly/opcodes';
import { SPECIAL_UNDEFINED } from '../../../assembly/value';
import type { Chain, Element, Expression, Member, Name, SuperMember, Unary } from '../syntax';
import { emitAssign, emitCompoundAssign, emitLogicalAssign, emitUpdate } from './assignments';
import { emitCall, emitIntrinsic, emitNew, emitSuperCall } from './calls';
import { emitClass } from './classes';
import { type Emitter, isImmediate } from './emitter';
import { emitClosure } from './functions';
import { emitArray, emitObject, emitTaggedTemplate, emitTemplate, isMadeAtOnce } from './literals';
import { emitBinary, emitConditional, emitLogical, emitUnary } from './operators';

/** The literal that an expression is, or that the constant it names was initialised with. */
export function literalOf(e: Emitter, node: Expression): Expression | undefined {
  switch (node.kind) {
    case 'Number':
    case 'String':
    case 'Special':
      return node;
    case 'Name':
      return node.variable === undefined ? globalConstant(e, node) : constantOf(node);
    case 'Member':
      return enumConstant(node);
    default:
      return undefined;
  }
}

/** undefined, NaN and Infinity, when no declaration hides them. */
function globalConstant(_e: Emitter, { name, position }: Name): Expression | undefined {
  switch (name) {
    case 'undefined':
      return { kind: 'Special', position, assigns: false, value: SPECIAL_UNDEFINED };
    case 'NaN':
      return { kind: 'Number', position, assigns: false, value: Number.NaN };
    case 'Infinity':
      return { kind: 'Number', position, assigns: false, value: Number.POSITIVE_INFINITY };
    default:
      return undefined;
  }
}

/** The value of an enum's member, when nothing can have changed the enum. */
function enumConstant({ object, name }: Member): Expression | undefined {
  if (object.kind !== 'Name' || object.variable === undefined) return undefined;
  const { source } = object.variable;
  if (source === undefined && !object.complete) return undefined;
  const variable = source ?? object.variable;
  return variable.escapes ? undefined : variable.constants?.get(name);
}

function constantOf({ variable: named, check }: Name): Expression | undefined {
  const variable = named?.source ?? named;
  if (variable === undefined || variable.kind !== 'const' || check) return undefined;
  if (variable.values.length !== 1) return undefined;
  const [value] = variable.values;
  if (typeof value === 'string') return undefined;
  if (value.kind === 'Number' || value.kind === 'String' || value.kind === 'Special') return value;
  return undefined;
}

/** The value of a literal that fits an immediate operand. */
export function immediateOf(e: Emitter, node: Expression): number | undefined {
  const literal = literalOf(e, node);
  if (literal?.kind !== 'Number' || !isImmediate(literal.value)) return undefined;
  return literal.value;
}

/** Evaluates an expression into a register. */
export function into(e: Emitter, node: Expression, to: number): void {
  switch (node.kind) {
    case 'Number':
      e.loadNumber(to, node.value);
      return;
    case 'String':
      e.loadString(to, node.value);
      return;
    case 'Special':
      e.loadSpecial(to, node.value);
      return;
    case 'Name':
      emitName(e, node, to);
      return;
    case 'Member':
    case 'Element':
      emitMember(e, node, to);
      return;
    case 'SuperMember':
      emitSuperMember(e, node, to);
      return;
    case 'Chain':
      emitChain(e, node, to);
      return;
    case 'Call':
      emitCall(e, node, to);
      return;
    case 'SuperCall':
      emitSuperCall(e, node, to);
      return;
    case 'New':
      emitNew(e, node, to);
      return;
    case 'Intrinsic':
      emitIntrinsic(e, node, to);
      return;
    case 'Array':
      emitArray(e, node, to);
      return;
    case 'Object':
      emitObject(e, node, to);
      return;
    case 'Template':
      emitTemplate(e, node, to);
      return;
    case 'TaggedTemplate':
      emitTaggedTemplate(e, node, to);
      return;
    case 'Function':
      emitFunctionExpression(e, node, to);
      return;
    case 'Class':
      emitClass(e, node.class, to);
      return;
    case 'Unary':
      emitUnary(e, node, to);
      return;
    case 'Binary':
      emitBinary(e, node, to);
      return;
    case 'Logical':
      emitLogical(e, node, to);
      return;
    case 'Conditional':
      emitConditional(e, node, to);
      return;
    case 'Assign':
      emitAssign(e, node, to);
      return;
    case 'CompoundAssign':
      emitCompoundAssign(e, node, to);
      return;
    case 'LogicalAssign':
      emitLogicalAssign(e, node, to);
      return;
    case 'Update':
      emitUpdate(e, node, to);
      return;
    case 'Sequence': {
      const last = node.expressions.length - 1;
      for (let index = 0; index < last; index++) effect(e, node.expressions[index]);
      into(e, node.expressions[last], to);
      return;
    }
    case 'Await': {
      const mark = e.top;
      const operand = operandOf(e, node.operand, e.scratch(to));
      e.code.at(node.position);
      e.code.emit(Op.AWAIT, to, operand);
      e.release(mark);
    }
  }
}

/**
 * The register of an operand: a variable's own when it has one, else `scratch` or a new temporary. The register must
 * only be read; see `operandBefore` when something is evaluated before it is used.
 */
export function operandOf(e: Emitter, node: Expression, scratch?: number): number {
  const inPlace = registerInPlace(e, node);
  if (inPlace >= 0) return inPlace;
  const to = scratch ?? e.allocate();
  into(e, node, to);
  return to;
}

/** The same for an operand that is used after `later` has been evaluated, which may assign to the variable. */
export function operandBefore(
  e: Emitter,
  node: Expression,
  later: { assigns: boolean } | undefined,
  scratch?: number,
): number {
  if (!later?.assigns || node.kind !== 'Name') return operandOf(e, node, scratch);
  const to = scratch ?? e.allocate();
  into(e, node, to);
  return to;
}

/** A register that holds the expression's value already, or -1. */
function registerInPlace(e: Emitter, node: Expression): number {
  if (node.kind === 'Name') {
    const { variable } = node;
    const literal = literalOf(e, node);
    if (literal !== undefined) return literal === node ? -1 : registerInPlace(e, literal);
    if (variable === undefined) return -1;
    const register = e.registerOf(variable);
    if (register >= 0) {
      e.checkInitialised(node, variable);
      return register;
    }
    if (node.check || variable.assigned) return -1;
    if (variable.isGlobal) {
      const isFixed =
        variable.kind === 'const' || variable.kind === 'class' || variable.kind === 'function';
      // Inside a function a proven constant is initialised before the function's beginning.
      if (!isFixed || e.node.kind === 'module') return -1;
      return e.preload(variable, { kind: 'global', index: variable.global }) ?? -1;
    }
    if (variable.inCell) return -1;
    return e.preload(variable, { kind: 'capture', index: e.captureIndex(variable) }) ?? -1;
  }
  if (node.kind === 'Member') {
    const literal = enumConstant(node);
    return literal === undefined ? -1 : registerInPlace(e, literal);
  }
  if (node.kind === 'Special') {
    const { value } = node;
    return e.preload(`special ${value}`, { kind: 'special', value }) ?? -1;
  }
  if (node.kind === 'Number') {
    const { value } = node;
    const identity = Object.is(value, -0) ? '-0' : value;
    return e.preload(identity, { kind: 'number', value }) ?? -1;
  }
  if (node.kind === 'String') {
    return e.preload(`"${node.value}`, { kind: 'string', value: node.value }) ?? -1;
  }
  return -1;
}

/** Evaluates an expression whose value nobody wants. */
export function effect(e: Emitter, node: Expression): void {
  const mark = e.top;
  switch (node.kind) {
    case 'Number':
    case 'String':
    case 'Special':
    case 'Function':
      break;
    case 'Name':
      if (node.variable === undefined) {
        if (globalConstant(e, node) === undefined) into(e, node, e.allocate());
      } else if (node.check) operandOf(e, node);
      break;
    case 'Assign':
      emitAssign(e, node, -1);
      break;
    case 'CompoundAssign':
      emitCompoundAssign(e, node, -1);
      break;
    case 'LogicalAssign':
      emitLogicalAssign(e, node, -1);
      break;
    case 'Update':
      emitUpdate(e, node, -1);
      break;
    case 'Sequence':
      for (const expression of node.expressions) effect(e, expression);
      break;
    case 'SuperCall':
      emitSuperCall(e, node, -1);
      break;
    case 'Logical':
      emitLogical(e, node, -1);
      break;
    case 'Conditional':
      emitConditional(e, node, -1);
      break;
    case 'Unary':
      effectOfUnary(e, node);
      break;
    default:
      into(e, node, e.allocate());
  }
  e.release(mark);
}

function effectOfUnary(e: Emitter, node: Unary): void {
  if (node.operator === '!' || node.operator === 'void') effect(e, node.operand);
  else into(e, node, e.allocate());
}

function emitName(e: Emitter, node: Name, to: number): void {
  const literal = literalOf(e, node);
  if (literal !== undefined) into(e, literal, to);
  else if (node.variable !== undefined) e.read(node, node.variable, to);
  else emitGlobalName(e, node, to);
}

/** A name that the program does not declare: a builtin, or a ReferenceError. */
function emitGlobalName(e: Emitter, { name, position }: Name, to: number): void {
  e.code.at(position);
  if (name === 'this') e.loadUndefined(to);
  else if (e.context.isBuiltin(name)) {
    e.code.emitWith(e.unit.builtin(name), 0, Op.LOADB, to);
  } else {
    e.throwError(ErrorKind.REFERENCE_ERROR, `${name} is not defined`);
    e.code.reachable = true;
  }
}

// ---- Members ----

/** `object.name` and `object[index]`. */
function emitMember(e: Emitter, node: Member | Element, to: number): void {
  const mark = e.top;
  const { code } = e;
  if (node.kind === 'Member') {
    const literal = enumConstant(node);
    if (literal !== undefined) {
      into(e, literal, to);
      return;
    }
    const object = operandOf(e, node.object, e.scratch(to));
    endChainIfNullish(e, node.optional, object);
    code.at(node.position);
    loadMember(e, to, object, node.name);
  } else {
    const object = operandBefore(e, node.object, node.index, e.scratch(to));
    endChainIfNullish(e, node.optional, object);
    const index = operandOf(e, node.index, object === to ? undefined : e.scratch(to));
    code.at(node.position);
    code.emit(Op.GETE, to, object, index);
  }
  e.release(mark);
}

export function loadMember(e: Emitter, to: number, object: number, name: string): void {
  e.property(name === 'length' ? Op.GETLENGTH : Op.GETP, to, object, name);
}

/** `?.`: goes to the end of the chain, where the value is undefined. */
export function endChainIfNullish(e: Emitter, optional: boolean, register: number): void {
  if (optional) e.code.jump(e.chainEnd!, Op.JNULLISH, register);
}

function emitChain(e: Emitter, node: Chain, to: number): void {
  const outer = e.chainEnd;
  const nullish = e.newLabel();
  const end = e.newLabel();
  e.chainEnd = nullish;
  into(e, node.expression, to);
  e.chainEnd = outer;
  e.code.jump(end, Op.JMP);
  e.code.bind(nullish);
  e.loadUndefined(to);
  e.code.bind(end);
}

/** The home object, and key and receiver in two registers in a row: the operands of GETSUPER. */
export function superOperands(e: Emitter, node: SuperMember): { home: number; key: number } {
  const key = e.allocate(2);
  into(e, node.receiver, key + 1);
  into(e, node.key, key);
  return { home: operandOf(e, node.home), key };
}

export function emitSuperMember(e: Emitter, node: SuperMember, to: number): void {
  const mark = e.top;
  const { home, key } = superOperands(e, node);
  e.code.at(node.position);
  e.code.emit(Op.GETSUPER, to, home, key);
  e.release(mark);
}

function emitFunctionExpression(
  e: Emitter,
  node: Extract<Expression, { kind: 'Function' }>,
  to: number,
): void {
  const self = node.scope?.variables.get(node.function.name);
  if (self === undefined || !self.captured) {
    emitClosure(e, node.function, to);
    return;
  }
  // The function's own name lives in a cell that is filled when the function exists.
  e.initialiseScope(node.scope!);
  const mark = e.top;
  const made = e.scratch(to) ?? e.allocate();
  emitClosure(e, node.function, made);
  e.code.emit(Op.CELLSET, self.cell, made);
  e.move(to, made);
  e.release(mark);
}

/**
 * Does `into` write its register once only, as the last thing it does? Else an assignment must go through a
 * temporary: the old value may be read on the way, or be what is left when an exception comes.
 */
export function writesLast(node: Expression): boolean {
  switch (node.kind) {
    case 'Logical':
    case 'Template':
    case 'TaggedTemplate':
    case 'Class':
    case 'SuperCall':
    case 'Function':
      return node.kind === 'Function' && node.scope === undefined;
    case 'Array':
    case 'Object':
      return isMadeAtOnce(node);
    case 'Update':
      return node.prefix;
    case 'Conditional':
      return writesLast(node.consequent) && writesLast(node.otherwise);
    case 'Sequence':
      return writesLast(node.expressions[node.expressions.length - 1]);
    case 'Chain':
      return writesLast(node.expression);
    default:
      return true;
  }
}
