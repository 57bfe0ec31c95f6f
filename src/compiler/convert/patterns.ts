/** What declarations bind and assignments write to: names, members and destructuring patterns. */
import type { AssignedValue, Variable, VariableKind } from '../scope';
import type {
  ArrayPattern,
  AssignmentTarget,
  Expression,
  Name,
  ObjectPattern,
  Target,
  TargetWithDefault,
} from '../syntax';
import type { ts } from '../typescript';
import { type Converter, undefinedAt } from './converter';
import { checkIdentifier } from './expressions';
import { convertPropertyKey } from './literals';

/** How a declaration declares its names. */
export interface Declaring {
  kind: VariableKind;
  /** Position from which on the names are initialised. */
  initialisedAt: number;
  /** The variable of the namespace that exports the names as its properties. */
  holder?: Variable;
}

/** A name that a namespace exports lives in the namespace's object. */
function exportedMember(
  c: Converter,
  { name, position, variable }: Name,
  holder: Variable,
): Target {
  variable!.holder = holder;
  const object = c.refer(holder.name, position);
  return { kind: 'Member', position, assigns: false, object, name, optional: false };
}

/** The target of a declaration; `value` is what a plain name gets. */
export function bindingTarget(
  c: Converter,
  name: ts.BindingName,
  declaring: Declaring,
  value: AssignedValue | undefined = 'unknown',
): Target {
  const { ts } = c;
  if (ts.isIdentifier(name)) {
    const declared = declaredName(c, name, declaring, value);
    return declaring.holder === undefined
      ? declared
      : exportedMember(c, declared, declaring.holder);
  }
  if (ts.isObjectBindingPattern(name)) return objectBinding(c, name, declaring);
  return arrayBinding(c, name, declaring);
}

export function declaredName(
  c: Converter,
  node: ts.Identifier,
  { kind, initialisedAt }: Declaring,
  value: AssignedValue | undefined,
): Name {
  const name = node.text;
  checkIdentifier(c, node);
  if (name === 'eval' || name === 'arguments') {
    c.syntaxError(node, `Unexpected eval or arguments in strict mode: '${name}'`);
  }
  if (name === 'let' && kind !== 'var') c.syntaxError(node, 'let is disallowed as a bound name');
  const variable = c.declare(name, kind, node, initialisedAt);
  if (value !== undefined) {
    // A var, also one that repeats a parameter, may be given its value more than once.
    if (kind === 'var') variable.assigned = true;
    variable.values.push(value);
  }
  return { kind: 'Name', position: node.pos, assigns: false, name, variable, check: false };
}

function objectBinding(
  c: Converter,
  pattern: ts.ObjectBindingPattern,
  declaring: Declaring,
): ObjectPattern {
  const properties: ObjectPattern['properties'] = [];
  let rest: Target | undefined;
  for (const element of pattern.elements) {
    if (element.dotDotDotToken) {
      checkRest(c, element, pattern.elements);
      rest = bindingTarget(c, element.name, declaring);
      continue;
    }
    const name = element.propertyName ?? (element.name as ts.Identifier);
    const key = convertPropertyKey(c, name);
    const value = bindingElement(c, element, declaring, pattern);
    properties.push({ key, value, position: element.pos });
  }
  return { kind: 'ObjectPattern', position: pattern.pos, properties, rest };
}

function arrayBinding(
  c: Converter,
  pattern: ts.ArrayBindingPattern,
  declaring: Declaring,
): ArrayPattern {
  const elements: ArrayPattern['elements'] = [];
  let rest: Target | undefined;
  for (const element of pattern.elements) {
    if (c.ts.isOmittedExpression(element)) elements.push(undefined);
    else if (element.dotDotDotToken) {
      checkRest(c, element, pattern.elements);
      rest = bindingTarget(c, element.name, declaring);
    } else elements.push(bindingElement(c, element, declaring, pattern));
  }
  return { kind: 'ArrayPattern', position: pattern.pos, elements, rest };
}

function checkRest(
  c: Converter,
  element: ts.BindingElement,
  elements: ts.NodeArray<ts.ArrayBindingElement>,
): void {
  if (elements[elements.length - 1] !== element || elements.hasTrailingComma) {
    c.syntaxError(element, 'Rest element must be last element');
  }
  if (element.initializer !== undefined) {
    c.syntaxError(element, 'A rest element cannot have an initializer');
  }
}

/** One element of a pattern: its default is evaluated before its names are initialised. */
function bindingElement(
  c: Converter,
  element: ts.BindingElement,
  declaring: Declaring,
  pattern: ts.BindingPattern,
): TargetWithDefault {
  const { name, initializer } = element;
  const initial =
    initializer && c.expression(initializer, c.ts.isIdentifier(name) ? name.text : '');
  const target = bindingTarget(c, name, declaring);
  if (target.kind === 'Name') {
    // Later defaults of the pattern may use it; what the pattern is applied to stands behind but runs before.
    const variable = target.variable!;
    variable.readyFrom = element.end;
    variable.readyTo = pattern.end;
  }
  return { target, initial };
}

interface WrittenTarget<T> {
  target: T;
  /** Tells what is written, once it is converted. */
  setValue(value: AssignedValue): void;
}

const ignore = (): void => {};

/** The target of `=`, of a destructuring assignment's part, or of a loop's head. */
export function assignmentTarget(c: Converter, outer: ts.Expression): WrittenTarget<Target> {
  const node = c.withoutTypes(outer);
  // Parentheses make a pattern an expression, which cannot be assigned to.
  const bare = outer.kind !== c.ts.SyntaxKind.ParenthesizedExpression;
  if (bare && c.ts.isArrayLiteralExpression(node)) {
    return { target: arrayAssignment(c, node), setValue: ignore };
  }
  if (bare && c.ts.isObjectLiteralExpression(node)) {
    return { target: objectAssignment(c, node), setValue: ignore };
  }
  return simpleTarget(c, outer);
}

/** A name or member that is written to. */
export function simpleTarget(c: Converter, outer: ts.Expression): WrittenTarget<AssignmentTarget> {
  const node = c.withoutTypes(outer);
  if (c.ts.isIdentifier(node)) {
    checkIdentifier(c, node);
    if (node.text === 'eval' || node.text === 'arguments') {
      c.syntaxError(node, `Unexpected eval or arguments in strict mode: '${node.text}'`);
    }
    if (c.enumMembers?.has(node.text)) c.syntaxError(node, 'Invalid left-hand side in assignment');
    const target = c.refer(node.text, node.pos, 'unknown');
    const reference = c.references[c.references.length - 1];
    return {
      target,
      setValue(value) {
        reference.write = value;
      },
    };
  }
  const before = c.references.length;
  const expression = c.expression(node);
  noteChange(c, expression, before);
  if (
    expression.kind === 'Member' ||
    expression.kind === 'Element' ||
    expression.kind === 'SuperMember'
  ) {
    return { target: expression, setValue: ignore };
  }
  const isCompilerError = expression.kind === 'Special' && !c.ts.isToken(node);
  if (!isCompilerError) c.syntaxError(node, 'Invalid left-hand side in assignment');
  return { target: placeholder(c, node), setValue: ignore };
}

/** The object whose member is written or deleted is more than read. */
export function noteChange(c: Converter, expression: Expression, firstReference: number): void {
  if (expression.kind !== 'Member' && expression.kind !== 'Element') return;
  const { object } = expression;
  if (object.kind !== 'Name') return;
  const reference = c.references[firstReference];
  if (reference?.node === object) reference.reads = false;
}

/** A target that stands for one that was refused. */
function placeholder(_c: Converter, node: ts.Node): AssignmentTarget {
  return {
    kind: 'Member',
    position: node.pos,
    assigns: false,
    object: undefinedAt(node.pos),
    name: '',
    optional: false,
  };
}

function withDefault(c: Converter, node: ts.Expression): TargetWithDefault {
  const { ts } = c;
  const isDefault =
    ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken;
  if (!isDefault) return { target: assignmentTarget(c, node).target, initial: undefined };
  const name = ts.isIdentifier(node.left) ? node.left.text : '';
  const { target } = assignmentTarget(c, node.left);
  return { target, initial: c.expression(node.right, name) };
}

function arrayAssignment(c: Converter, node: ts.ArrayLiteralExpression): ArrayPattern {
  const { ts } = c;
  const elements: ArrayPattern['elements'] = [];
  let rest: Target | undefined;
  node.elements.forEach((element, index) => {
    if (ts.isOmittedExpression(element)) elements.push(undefined);
    else if (ts.isSpreadElement(element)) {
      if (index !== node.elements.length - 1 || node.elements.hasTrailingComma) {
        c.syntaxError(element, 'Rest element must be last element');
      }
      rest = assignmentTarget(c, element.expression).target;
    } else elements.push(withDefault(c, element));
  });
  return { kind: 'ArrayPattern', position: node.pos, elements, rest };
}

function objectAssignment(c: Converter, node: ts.ObjectLiteralExpression): ObjectPattern {
  const { ts } = c;
  const properties: ObjectPattern['properties'] = [];
  let rest: Target | undefined;
  node.properties.forEach((property, index) => {
    const position = property.pos;
    if (ts.isSpreadAssignment(property)) {
      if (index !== node.properties.length - 1) {
        c.syntaxError(property, 'Rest element must be last element');
      }
      rest = assignmentTarget(c, property.expression).target;
    } else if (ts.isShorthandPropertyAssignment(property)) {
      const { name, objectAssignmentInitializer } = property;
      const initial: Expression | undefined =
        objectAssignmentInitializer && c.expression(objectAssignmentInitializer, name.text);
      const { target } = simpleTarget(c, name);
      const key = convertPropertyKey(c, name);
      properties.push({ key, value: { target, initial }, position });
    } else if (ts.isPropertyAssignment(property)) {
      const key = convertPropertyKey(c, property.name);
      properties.push({ key, value: withDefault(c, property.initializer), position });
    } else {
      c.syntaxError(property, 'Invalid destructuring assignment target');
    }
  });
  return { kind: 'ObjectPattern', position: node.pos, properties, rest };
}
