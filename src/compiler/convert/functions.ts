/** Functions of every kind: parameters, bodies, and the scopes they open. */
import { Scope } from '../scope';
import {
  type Expression,
  type FunctionExpression,
  type FunctionKind,
  FunctionNode,
  type Statement,
} from '../syntax';
import type { ts } from '../typescript';
import type { Converter } from './converter';
import { checkIdentifier } from './expressions';
import { bindingTarget, declaredName } from './patterns';
import { hasLineBreakBefore } from './statements';

type FunctionLike =
  | ts.FunctionDeclaration
  | ts.FunctionExpression
  | ts.ArrowFunction
  | ts.MethodDeclaration
  | ts.AccessorDeclaration
  | ts.ConstructorDeclaration;

export function convertArrow(c: Converter, node: ts.ArrowFunction, name: string): Expression {
  if (hasLineBreakBefore(c, node.equalsGreaterThanToken)) {
    c.syntaxError(node.equalsGreaterThanToken, 'A line may not end before =>');
  }
  return convertFunctionLike(c, node, 'arrow', name);
}

export function convertFunctionExpression(
  c: Converter,
  node: ts.FunctionExpression,
  name: string,
): Expression {
  if (node.name === undefined) return convertFunctionLike(c, node, 'function', name);
  checkIdentifier(c, node.name);
  // Its own name is visible inside only, and cannot be assigned.
  const scope = c.newScope('block', node.pos);
  scope.add(node.name.text, 'self', node.pos + 1);
  const expression = c.inScope(scope, () =>
    convertFunctionLike(c, node, 'function', node.name!.text),
  );
  expression.scope = scope;
  return expression;
}

export function convertFunctionDeclaration(
  c: Converter,
  node: ts.FunctionDeclaration,
): Statement | undefined {
  // Overload signatures and `declare function` have no body.
  if (node.body === undefined) return undefined;
  const modifiers = modifiersOf(c, node);
  if (modifiers.declare) return undefined;
  const { scope } = c;
  if (node.name === undefined && !modifiers.isDefault) {
    c.syntaxError(node, 'A function declaration needs a name');
  }
  if (node.name !== undefined) checkIdentifier(c, node.name);
  const name = node.name?.text ?? 'default';
  const variable =
    node.name === undefined
      ? scope.add('*default*', 'function', scope.start)
      : c.declare(name, 'function', node.name, scope.start);
  if (modifiers.exported) {
    c.exportDeclared(modifiers.isDefault ? 'default' : name, variable, node.pos);
  }
  const { function: functionNode } = convertFunctionLike(c, node, 'function', name);
  functionNode.creation = scope.start;
  scope.functions.push({ node: functionNode, variable });
  variable.values.push('unknown');
  return undefined;
}

export interface Modifiers {
  exported: boolean;
  isDefault: boolean;
  declare: boolean;
  isStatic: boolean;
  abstract: boolean;
  async: boolean;
  accessor: boolean;
  /** A modifier that makes a parameter a property. */
  property: boolean;
}

/** The modifiers that mean something at run time; decorators are refused. */
export function modifiersOf(
  c: Converter,
  node: { modifiers?: ts.NodeArray<ts.ModifierLike> },
): Modifiers {
  const found: Modifiers = {
    exported: false,
    isDefault: false,
    declare: false,
    isStatic: false,
    abstract: false,
    async: false,
    accessor: false,
    property: false,
  };
  if (node.modifiers === undefined) return found;
  const { SyntaxKind } = c.ts;
  const seen = new Set<number>();
  for (const modifier of node.modifiers) {
    if (seen.has(modifier.kind) && modifier.kind !== SyntaxKind.Decorator) {
      c.syntaxError(modifier, 'A modifier is there twice');
    }
    seen.add(modifier.kind);
    switch (modifier.kind) {
      case SyntaxKind.ExportKeyword:
        found.exported = true;
        break;
      case SyntaxKind.DefaultKeyword:
        found.isDefault = true;
        break;
      case SyntaxKind.DeclareKeyword:
        found.declare = true;
        break;
      case SyntaxKind.StaticKeyword:
        found.isStatic = true;
        break;
      case SyntaxKind.AbstractKeyword:
        found.abstract = true;
        break;
      case SyntaxKind.AsyncKeyword:
        found.async = true;
        break;
      case SyntaxKind.AccessorKeyword:
        found.accessor = true;
        break;
      case SyntaxKind.PublicKeyword:
      case SyntaxKind.PrivateKeyword:
      case SyntaxKind.ProtectedKeyword:
      case SyntaxKind.ReadonlyKeyword:
      case SyntaxKind.OverrideKeyword:
        found.property = true;
        break;
      case SyntaxKind.Decorator:
        c.unsupported(modifier, 'decorator');
        break;
    }
  }
  return found;
}

/** Converts a function with a body; the caller has entered the scope around it. */
export function convertFunctionLike(
  c: Converter,
  node: FunctionLike,
  kind: FunctionKind,
  name: string,
): FunctionExpression {
  const made = new FunctionNode(kind, c.function, node.pos);
  made.name = name;
  made.isAsync = modifiersOf(c, node).async;
  if ((node as ts.FunctionDeclaration).asteriskToken) c.unsupported(node, 'generator function');
  fillFunction(c, made, node);
  return { kind: 'Function', position: node.pos, assigns: false, function: made, scope: undefined };
}

/** Converts parameters and body into a function made before. */
export function fillFunction(c: Converter, made: FunctionNode, node: FunctionLike): void {
  const { ts } = c;
  insideFunction(c, made, () => {
    const parameters = node.parameters.filter(
      ({ name }) => !(ts.isIdentifier(name) && name.text === 'this'),
    );
    const simple = parameters.every(
      ({ name, initializer }) => ts.isIdentifier(name) && initializer === undefined,
    );
    enterFunctionScope(c, made, simple);
    checkParameters(c, node, parameters, simple);
    const atStart = simple ? node.pos : -1;
    for (const parameter of parameters) convertParameter(c, made, parameter, atStart);
    if (!simple) enterBodyScope(c, made);
    const { body } = node;
    if (body === undefined) return;
    if (ts.isBlock(body)) made.body = c.statements(body.statements);
    else {
      const value = c.expression(body);
      made.body = [{ kind: 'Return', position: body.pos, value }];
    }
  });
}

/** Rules that TypeScript leaves to its checker. */
function checkParameters(
  c: Converter,
  node: FunctionLike,
  parameters: readonly ts.ParameterDeclaration[],
  simple: boolean,
): void {
  const { ts } = c;
  parameters.forEach((parameter, index) => {
    if (parameter.dotDotDotToken === undefined) return;
    if (index !== parameters.length - 1) {
      c.syntaxError(parameter, 'Rest parameter must be last formal parameter');
    }
    if (parameter.initializer !== undefined) {
      c.syntaxError(parameter, 'Rest parameter may not have a default initializer');
    }
  });
  if (ts.isGetAccessor(node) && parameters.length > 0) {
    c.syntaxError(node, 'Getter must not have any formal parameters');
  }
  if (ts.isSetAccessor(node) && (parameters.length !== 1 || parameters[0].dotDotDotToken)) {
    c.syntaxError(node, 'Setter must have exactly one formal parameter');
  }
  const { body } = node;
  if (body === undefined || !ts.isBlock(body)) return;
  const hasRest = parameters.some(({ dotDotDotToken }) => dotDotDotToken !== undefined);
  if (simple && !hasRest) return;
  for (const statement of body.statements) {
    if (!ts.isExpressionStatement(statement) || !ts.isStringLiteral(statement.expression)) break;
    if (statement.expression.text === 'use strict') {
      c.syntaxError(
        statement,
        "Illegal 'use strict' directive in function with non-simple parameter list",
      );
    }
  }
}

/** Runs `work` with the converter's state set for the inside of a function. */
export function insideFunction(c: Converter, made: FunctionNode, work: () => void): void {
  const { scope, assignments, enclosing, clauseEnd, function: outer, derived } = c;
  const { baseConstructor, namespace } = c;
  const { enumMembers, superHome } = c;
  c.function = made;
  c.enclosing = [];
  c.clauseEnd = Number.POSITIVE_INFINITY;
  c.namespace = undefined;
  if (!made.isArrow) {
    if (made.kind === 'function') c.superHome = undefined;
    c.derived = made.kind === 'derived constructor' ? made.class : undefined;
    c.baseConstructor = made.kind === 'constructor' ? made : undefined;
  }
  work();
  c.scope = scope;
  c.assignments = assignments;
  c.enclosing = enclosing;
  c.clauseEnd = clauseEnd;
  c.function = outer;
  c.derived = derived;
  c.baseConstructor = baseConstructor;
  c.namespace = namespace;
  c.enumMembers = enumMembers;
  c.superHome = superHome;
}

export function enterFunctionScope(c: Converter, made: FunctionNode, simple: boolean): void {
  const scope = new Scope(simple ? 'body' : 'parameters', c.scope, made, made.position);
  scope.bindsThis = !made.isArrow;
  made.parameterScope = scope;
  made.bodyScope = scope;
  c.scope = scope;
}

export function enterBodyScope(c: Converter, made: FunctionNode): void {
  made.bodyScope = new Scope('body', c.scope, made, c.scope.start);
  c.scope = made.bodyScope;
}

function convertParameter(
  c: Converter,
  made: FunctionNode,
  node: ts.ParameterDeclaration,
  atStart: number,
): void {
  const { name, initializer } = node;
  const declaring = { kind: 'parameter' as const, initialisedAt: atStart < 0 ? node.end : atStart };
  if (node.dotDotDotToken) {
    made.rest = bindingTarget(c, name, declaring);
    return;
  }
  const initial =
    initializer && c.expression(initializer, c.ts.isIdentifier(name) ? name.text : '');
  const target = c.ts.isIdentifier(name)
    ? declaredName(c, name, declaring, 'unknown')
    : bindingTarget(c, name, declaring);
  made.parameters.push({ target, initial, position: node.pos });
  const modifiers = modifiersOf(c, node);
  if (modifiers.property && made.class !== undefined && target.kind === 'Name') {
    const value = c.refer(target.name, node.end);
    const hasDefault = initializer !== undefined;
    made.class.parameterProperties.push({
      name: target.name,
      value,
      hasDefault,
      position: node.pos,
    });
  }
}
