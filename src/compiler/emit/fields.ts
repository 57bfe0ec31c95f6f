/**
 * The fields of a class, defined on each new object.
 *
 * A constructor often begins by assigning its parameters to fields that were declared without a value. Such fields are
 * defined with the parameter's value at once, and the assignment is left out: nobody can have seen the field before,
 * since the object has not been given to anyone.
 */
import { Op } from '../../../assembly/opcodes';
import type {
  ClassField,
  ClassNode,
  Expression,
  Name,
  ParameterProperty,
  Spread,
  Statement,
} from '../syntax';
import { isHarmless } from './calls';
import type { Emitter } from './emitter';
import { into, operandOf } from './expressions';
import { defineProperty } from './literals';

/**
 * Defines the fields of a class on a new object. Parameter properties are fields too, the first ones; they get their
 * values afterwards (`emitParameterProperties`), unless nothing can see them in between.
 */
export function emitFields(e: Emitter, node: ClassNode, object: number): void {
  const outer = e.top;
  const { fieldReceiver } = node;
  if (fieldReceiver !== undefined) fieldReceiver.register = object;
  for (const property of node.parameterProperties) {
    const mark = e.top;
    let value = directValue(e, node, property);
    if (value < 0) {
      value = e.allocate();
      e.loadUndefined(value);
    }
    e.code.at(property.position);
    e.property(Op.DEFP, object, value, property.name);
    e.release(mark);
  }
  const early = earlyAssignments(e, node);
  const literals = new Map<unknown, number>();
  for (const member of node.members) {
    if (member.kind !== 'field' || member.static) continue;
    if (defineLiteral(e, object, member, early.get(member) ?? member.value, literals)) continue;
    const mark = e.top;
    let key = -1;
    if (member.keyVariable !== undefined) {
      key = e.allocate();
      e.code.emit(Op.CAPCELLGET, key, e.captureIndex(member.keyVariable));
    }
    const value = early.get(member) ?? member.value;
    defineProperty(e, object, member.key, value, member.position, key);
    e.release(mark);
  }
  e.release(outer);
}

/** Defines a field with a literal or undefined, which several fields may share a register for. */
function defineLiteral(
  e: Emitter,
  object: number,
  { key, position }: ClassField,
  value: Expression | undefined,
  registers: Map<unknown, number>,
): boolean {
  if (key.kind !== 'name') return false;
  if (value !== undefined && value.kind !== 'Special' && value.kind !== 'Number') return false;
  const identity = value === undefined ? 'special 0' : `${value.kind} ${value.value}`.toLowerCase();
  let register = registers.get(identity);
  if (register === undefined) {
    register = e.allocate();
    if (value === undefined) e.loadUndefined(register);
    else into(e, value, register);
    // Minus zero looks like zero.
    if (value?.value !== 0) registers.set(identity, register);
  }
  e.code.at(position);
  e.property(Op.DEFP, object, register, key.name);
  return true;
}

/** Gives parameter properties their values, where `emitFields` has not. */
export function emitParameterProperties(e: Emitter, node: ClassNode, object: number): void {
  for (const property of node.parameterProperties) {
    if (directValue(e, node, property) >= 0) continue;
    const mark = e.top;
    const value = operandOf(e, property.value);
    e.code.at(property.position);
    e.property(Op.SETP, object, value, property.name);
    e.release(mark);
  }
}

/**
 * The register of a parameter that its property can be defined with at once, or -1: no initialiser looks at the
 * object, and the parameter has its value already (a base class defines its fields before defaults are evaluated).
 */
function directValue(
  e: Emitter,
  node: ClassNode,
  { value, hasDefault }: ParameterProperty,
): number {
  if (node.fieldReceiver?.used) return -1;
  if (node.superclass === undefined && hasDefault) return -1;
  return e.registerOf(value.variable!);
}

// ---- Assignments that become definitions ----

/** Fields whose first assignment in the constructor can be their definition; the statements are marked to be left out. */
function earlyAssignments(e: Emitter, node: ClassNode): ReadonlyMap<ClassField, Expression> {
  const early = new Map<ClassField, Expression>();
  if (node.fieldReceiver?.used) return early;
  const isDerived = node.superclass !== undefined;
  const fields = new Map<string, ClassField>();
  for (const member of node.members) {
    if (member.kind !== 'field' || member.static || member.key.kind !== 'name') continue;
    if (member.value === undefined || isLiteral(member.value)) fields.set(member.key.name, member);
    // What a base constructor gave the object to may look at it from an initialiser.
    else if (isDerived && !isHarmless(member.value)) return early;
  }
  if (fields.size === 0) return early;
  const read = new Set<string>();
  const order = [...fields.values()];
  // Expressions may move as well while their own order stays what it was.
  let movesExpressions = !isDerived && evaluatesNothingBefore(node);
  let last = -1;
  for (const statement of afterSuper(node)) {
    const assignment = assignmentToField(e, statement);
    if (assignment === undefined) break;
    const { name, value } = assignment;
    const field = fields.get(name);
    const isFirst = field !== undefined && !read.has(name);
    const place = field === undefined ? -1 : order.indexOf(field);
    if (isFirst && isKnownAtStart(e, node, value)) {
      early.set(field, value);
      e.leftOut.add(statement);
    } else if (isFirst && movesExpressions && place > last && isOfParameters(e, value)) {
      early.set(field, value);
      e.leftOut.add(statement);
      last = place;
    } else if (isDerived || !keepsToItself(value, read)) break;
    else movesExpressions = false;
    // A later assignment to the same field must not come before this one.
    fields.delete(name);
  }
  return early;
}

/** Is nothing evaluated before the constructor's first statement: no initialiser, no default, no pattern? */
function evaluatesNothingBefore({
  members,
  constructorFunction,
  parameterProperties,
}: ClassNode): boolean {
  const { parameters, rest } = constructorFunction;
  return (
    parameterProperties.length === 0 &&
    members.every(
      (member) =>
        member.kind !== 'field' ||
        member.static ||
        member.value === undefined ||
        isLiteral(member.value),
    ) &&
    parameters.every(({ target, initial }) => target.kind === 'Name' && initial === undefined) &&
    (rest === undefined || rest.kind === 'Name')
  );
}

/** Does it only compute, from parameters in registers and from variables outside? */
function isOfParameters(e: Emitter, value: Expression): boolean {
  if (!isHarmless(value, true) || !keepsToItself(value, new Set())) return false;
  return namesIn(value).every(
    ({ variable, check }) =>
      !check &&
      (variable === undefined || variable.scope.function !== e.node || e.registerOf(variable) >= 0),
  );
}

function namesIn(node: Expression): Name[] {
  switch (node.kind) {
    case 'Name':
      return [node];
    case 'Member':
      return namesIn(node.object);
    case 'Element':
      return [...namesIn(node.object), ...namesIn(node.index)];
    case 'Unary':
      return namesIn(node.operand);
    case 'Binary':
      return [...namesIn(node.left), ...namesIn(node.right)];
    default:
      // A name of another kind of expression is one too many.
      return isLiteral(node) ? [] : [UNKNOWN];
  }
}

/** Stands for names that were not looked for. */
const UNKNOWN: Name = {
  kind: 'Name',
  position: 0,
  assigns: false,
  name: '',
  variable: undefined,
  check: true,
};

/** The statements of the constructor from where its object exists on. */
function afterSuper({ superclass, constructorFunction }: ClassNode): readonly Statement[] {
  const { body } = constructorFunction;
  if (superclass === undefined) return body;
  const index = body.findIndex(
    (statement) => statement.kind === 'Expression' && statement.expression.kind === 'SuperCall',
  );
  return index < 0 ? [] : body.slice(index + 1);
}

/** `this.name = value;` */
function assignmentToField(
  e: Emitter,
  statement: Statement,
): { name: string; value: Expression } | undefined {
  if (statement.kind !== 'Expression' || statement.expression.kind !== 'Assign') return undefined;
  const { target, value } = statement.expression;
  if (target.kind !== 'Member' || target.object.kind !== 'Name') return undefined;
  const { variable } = target.object;
  const { receiver } = e.node.parameterScope;
  return receiver !== undefined && variable === receiver ? { name: target.name, value } : undefined;
}

const isLiteral = ({ kind }: Expression): boolean =>
  kind === 'Number' || kind === 'String' || kind === 'Special';

/** A literal, or a parameter that has its final value already. */
function isKnownAtStart(e: Emitter, node: ClassNode, value: Expression): boolean {
  if (isLiteral(value)) return true;
  if (value.kind !== 'Name' || value.variable === undefined || value.check) return false;
  const { variable } = value;
  if (variable.kind !== 'parameter' || variable.assigned || e.registerOf(variable) < 0)
    return false;
  if (node.superclass !== undefined) return true;
  // A base class defines its fields before defaults are evaluated and patterns taken apart.
  return node.constructorFunction.parameters.some(
    ({ target, initial }) =>
      target.kind === 'Name' && target.variable === variable && initial === undefined,
  );
}

/** Does evaluating it give the object to nobody? Notes the fields of the object that it reads. */
function keepsToItself(node: Expression | Spread, read: Set<string>): boolean {
  const all = (nodes: readonly (Expression | Spread | undefined)[]): boolean =>
    nodes.every((part) => part === undefined || keepsToItself(part, read));
  switch (node.kind) {
    case 'Number':
    case 'String':
    case 'Special':
      return true;
    case 'Name':
      return node.name !== 'this';
    case 'Member':
      if (node.object.kind === 'Name' && node.object.name === 'this') {
        read.add(node.name);
        return true;
      }
      return keepsToItself(node.object, read);
    case 'Element':
      return all([node.object, node.index]);
    case 'Unary':
      return keepsToItself(node.operand, read);
    case 'Spread':
      return keepsToItself(node.expression, read);
    case 'Binary':
    case 'Logical':
      return all([node.left, node.right]);
    case 'Conditional':
      return all([node.test, node.consequent, node.otherwise]);
    case 'Array':
      return all(node.elements);
    case 'Template':
      return all(node.values);
    case 'New':
      return all([node.callee, ...node.arguments]);
    case 'Call': {
      const { callee } = node;
      const isOwnMethod =
        (callee.kind === 'Member' || callee.kind === 'Element') &&
        callee.object.kind === 'Name' &&
        callee.object.name === 'this';
      return !isOwnMethod && all([callee, ...node.arguments]);
    }
    default:
      return false;
  }
}
