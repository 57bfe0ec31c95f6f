/** Classes: their constructor, members, fields and hidden variables. */
import { Scope } from '../scope';
import {
  ClassNode,
  type Expression,
  FunctionNode,
  type Name,
  type PropertyKey,
  type Statement,
  type SuperCall,
} from '../syntax';
import type { ts } from '../typescript';
import type { Converter } from './converter';
import { checkIdentifier } from './expressions';
import {
  convertFunctionLike,
  enterFunctionScope,
  fillFunction,
  insideFunction,
  modifiersOf,
} from './functions';
import { convertPropertyKey, functionNameFor } from './literals';
import { declareType } from './statements';

export function convertClassExpression(
  c: Converter,
  node: ts.ClassExpression,
  name: string,
): Expression {
  return { kind: 'Class', position: node.pos, assigns: false, class: convertClass(c, node, name) };
}

export function convertClassDeclaration(
  c: Converter,
  node: ts.ClassDeclaration,
): Statement | undefined {
  const modifiers = modifiersOf(c, node);
  if (modifiers.declare) {
    if (node.name) declareType(c, node, node.name.text);
    return undefined;
  }
  if (node.name === undefined && !modifiers.isDefault) {
    c.syntaxError(node, 'A class declaration needs a name');
  }
  const name = node.name?.text ?? 'default';
  const variable =
    node.name === undefined
      ? c.scope.add('*default*', 'class', node.end)
      : c.declare(name, 'class', node.name, node.end);
  variable.values.push('unknown');
  const target: Name = {
    kind: 'Name',
    position: node.pos,
    assigns: false,
    name,
    variable,
    check: false,
  };
  const made = convertClass(c, node, name);
  if (modifiers.exported) {
    c.exportDeclared(modifiers.isDefault ? 'default' : name, variable, node.pos);
  }
  return { kind: 'ClassDeclaration', position: node.pos, class: made, target };
}

function convertClass(c: Converter, node: ts.ClassLikeDeclaration, name: string): ClassNode {
  const { ts } = c;
  const { early, superHome } = c;
  if (node.name !== undefined) checkIdentifier(c, node.name);
  checkHeritage(c, node);
  const made = new ClassNode(node.pos);
  made.name = node.name?.text ?? name;
  const scope = c.newScope('class', node.pos);
  made.scope = scope;
  // Initialised for everything but heritage and computed keys, which are converted as `early`.
  const initialisedAt = node.pos + 1;
  made.self = scope.add(node.name?.text ?? '%self', 'self', initialisedAt);
  scope.variables.set('%self', made.self);
  made.prototype = scope.add('%prototype', 'hidden', initialisedAt);
  c.inScope(scope, () => {
    const heritage = node.heritageClauses?.find(
      (clause) => clause.token === ts.SyntaxKind.ExtendsKeyword,
    );
    if (heritage !== undefined) {
      c.early = true;
      const [superclass] = heritage.types;
      if (superclass === undefined) c.syntaxError(heritage, 'A class extends an expression');
      else made.superclass = c.expression(superclass.expression);
      c.early = early;
    }
    makeConstructor(c, made, node);
    for (const member of node.members) convertMember(c, made, member);
  });
  c.superHome = superHome;
  const hasFields = made.members.some((member) => member.kind === 'field' && !member.static);
  if (made.hasScatteredSuper && (hasFields || made.parameterProperties.length > 0)) {
    c.unsupported(
      node,
      'super() in an arrow function or at several places, in a class with fields,',
    );
  }
  return made;
}

/** One `extends`, of one class. */
function checkHeritage(c: Converter, { heritageClauses }: ts.ClassLikeDeclaration): void {
  const clauses = heritageClauses?.filter(({ token }) => token === c.ts.SyntaxKind.ExtendsKeyword);
  const [first, second] = clauses ?? [];
  if (second !== undefined) c.syntaxError(second, "Unexpected token 'extends'");
  if (first !== undefined && first.types.length !== 1) {
    c.syntaxError(first, 'A class extends exactly one class');
  }
}

function makeConstructor(c: Converter, made: ClassNode, node: ts.ClassLikeDeclaration): void {
  const { ts } = c;
  const [written, second] = node.members.filter(
    (member): member is ts.ConstructorDeclaration =>
      ts.isConstructorDeclaration(member) && member.body !== undefined,
  );
  if (second !== undefined) c.syntaxError(second, 'A class may only have one constructor');
  const kind = made.superclass === undefined ? 'constructor' : 'derived constructor';
  const position = written?.pos ?? made.position;
  const constructorFunction = new FunctionNode(kind, c.function, position);
  // The closure is made before the class and its prototype.
  constructorFunction.creation = made.position;
  constructorFunction.name = made.name;
  constructorFunction.class = made;
  made.constructorFunction = constructorFunction;
  c.superHome = '%prototype';
  if (written !== undefined) {
    const references = c.references.length;
    fillFunction(c, constructorFunction, written);
    if (kind === 'derived constructor') placeSuper(c, constructorFunction, references);
  } else {
    insideFunction(c, constructorFunction, () => {
      enterFunctionScope(c, constructorFunction, true);
      if (kind === 'derived constructor') synthesiseSuper(c, constructorFunction, made);
    });
  }
  const receiver = constructorFunction.parameterScope;
  if (kind === 'derived constructor' && receiver.receiver === undefined) {
    declareReceiver(constructorFunction);
  } else if (constructorFunction.usesNewTarget) {
    declareReceiver(constructorFunction);
    receiver.receiver!.initialisedAt = -1;
  }
}

/** `this` and `new.target` of a derived constructor, which are variables. */
function declareReceiver(node: FunctionNode): void {
  const scope = node.parameterScope;
  scope.receiver = scope.add('this', 'this', Number.POSITIVE_INFINITY);
  scope.add('new.target', 'newTarget', 0);
}

/** constructor(...values) { super(...values); } without the user-visible iteration. */
function synthesiseSuper(c: Converter, node: FunctionNode, made: ClassNode): void {
  declareReceiver(node);
  const { position } = made;
  const variable = c.scope.add('%values', 'parameter', 0);
  const values: Name = {
    kind: 'Name',
    position,
    assigns: false,
    name: variable.name,
    variable,
    check: false,
  };
  node.rest = values;
  const call: SuperCall = {
    kind: 'SuperCall',
    position,
    assigns: false,
    arguments: [{ kind: 'Spread', position, assigns: false, expression: values }],
    constructorName: c.refer('%self', position),
    newTarget: c.refer('new.target', position),
    receiver: c.refer('this', position),
    single: true,
    class: made,
  };
  node.parameterScope.receiver!.initialisedAt = -1;
  node.body = [{ kind: 'Expression', position, expression: call }];
}

/**
 * Finds out where `this` is initialised: behind a super() that is a statement of the constructor's own body; else it
 * may or may not be at any place, and every use checks.
 */
function placeSuper(c: Converter, node: FunctionNode, firstReference: number): void {
  declareReceiver(node);
  const uses = c.references
    .slice(firstReference)
    .filter(({ superCall }) => superCall !== undefined && superCall.class === node.class);
  const statement = node.body.find(
    (candidate) => candidate.kind === 'Expression' && candidate.expression.kind === 'SuperCall',
  );
  if (uses.length === 1 && statement !== undefined) {
    const [use] = uses;
    use.superCall!.single = true;
    use.write = undefined;
    // Parameters' defaults stand before, other statements after the arguments.
    node.parameterScope.receiver!.initialisedAt = use.node.position + 1;
    return;
  }
  node.parameterScope.receiver!.checked = true;
  const isElsewhere = uses.some(({ scope }) => scope.function !== node);
  if (uses.length > 1 || isElsewhere) node.class!.hasScatteredSuper = true;
}

function convertMember(c: Converter, made: ClassNode, member: ts.ClassElement): void {
  const { ts } = c;
  const position = member.pos;
  if (ts.isConstructorDeclaration(member)) return;
  if (ts.isSemicolonClassElement(member) || ts.isIndexSignatureDeclaration(member)) return;
  if (ts.isClassStaticBlockDeclaration(member)) {
    const scope = staticScope(c, made, position);
    c.superHome = '%self';
    const { enclosing } = c;
    c.enclosing = [];
    const body = c.inScope(scope, () => c.statements(member.body.statements));
    c.enclosing = enclosing;
    made.members.push({ kind: 'block', scope, body, position });
    return;
  }
  const modifiers = modifiersOf(c, member as ts.PropertyDeclaration);
  checkName(c, member, modifiers.isStatic);
  if (modifiers.exported || modifiers.isDefault) {
    c.syntaxError(member, "Unexpected token 'export' in a class");
  }
  if (modifiers.abstract || modifiers.declare) return;
  if (ts.isPropertyDeclaration(member)) {
    if (modifiers.accessor) c.unsupported(member, 'accessor field');
    convertField(c, made, member, modifiers.isStatic);
    return;
  }
  if (ts.isMethodDeclaration(member) || ts.isAccessor(member)) {
    if (member.body === undefined) return;
    const kind = ts.isMethodDeclaration(member)
      ? 'method'
      : ts.isGetAccessor(member)
        ? 'getter'
        : 'setter';
    const key = convertKey(c, member.name);
    c.superHome = modifiers.isStatic ? '%self' : '%prototype';
    const value = convertFunctionLike(c, member, kind, functionNameFor(key, kind));
    made.members.push({ kind, static: modifiers.isStatic, key, value, position });
    return;
  }
  c.unsupported(member, c.describe(member));
}

/** Names that a class member may not have. */
function checkName(c: Converter, member: ts.ClassElement, isStatic: boolean): void {
  const { ts } = c;
  const { name } = member;
  if (name === undefined || !(ts.isIdentifier(name) || ts.isStringLiteral(name))) return;
  if (isStatic && name.text === 'prototype') {
    c.syntaxError(name, "Classes may not have a static property named 'prototype'");
  }
  if (name.text !== 'constructor') return;
  if (ts.isPropertyDeclaration(member)) {
    c.syntaxError(name, "Classes may not have a field named 'constructor'");
  } else if (!isStatic && ts.isAccessor(member)) {
    c.syntaxError(name, 'Class constructor may not be an accessor');
  }
}

/** A computed key is evaluated while the class has no name yet. */
function convertKey(c: Converter, name: ts.PropertyName): PropertyKey {
  const { early } = c;
  c.early = true;
  const key = convertPropertyKey(c, name);
  c.early = early;
  return key;
}

/** The scope of code that runs when the class is defined, with the class as `this`. */
function staticScope(c: Converter, made: ClassNode, position: number): Scope {
  const scope = c.newScope('static', position);
  scope.receiver = made.self;
  return scope;
}

function convertField(
  c: Converter,
  made: ClassNode,
  member: ts.PropertyDeclaration,
  isStatic: boolean,
): void {
  const key = convertKey(c, member.name);
  const name = functionNameFor(key);
  const position = member.pos;
  const { initializer } = member;
  let value: Expression | undefined;
  let scope: Scope | undefined;
  let keyVariable: ClassNode['self'] | undefined;
  if (isStatic) {
    scope = staticScope(c, made, position);
    c.superHome = '%self';
    value = initializer && c.inScope(scope, () => c.expression(initializer, name));
  } else {
    if (key.kind === 'computed' && key.expression.kind !== 'Number') {
      keyVariable = made.scope.hidden('key', made.position + 1);
      keyVariable.captured = true;
      keyVariable.capturedEarly = true;
      c.captured.push(keyVariable);
      captureForConstructor(made, keyVariable);
    }
    if (initializer !== undefined) value = initialiser(c, made, initializer, name);
  }
  made.members.push({ kind: 'field', static: isStatic, key, keyVariable, value, position, scope });
}

/** An initialiser runs inside the constructor, but sees none of its variables except `this`. */
function initialiser(c: Converter, made: ClassNode, node: ts.Expression, name: string): Expression {
  let value!: Expression;
  const { constructorFunction } = made;
  insideFunction(c, constructorFunction, () => {
    const scope = new Scope('field', made.scope, constructorFunction, node.pos);
    made.fieldReceiver ??= constructorFunction.parameterScope.add('%this', 'this', 0);
    scope.receiver = made.fieldReceiver;
    c.scope = scope;
    c.superHome = '%prototype';
    c.derived = undefined;
    c.baseConstructor = undefined;
    value = c.expression(node, name);
  });
  return value;
}

function captureForConstructor(made: ClassNode, variable: ClassNode['self']): void {
  const { captures } = made.constructorFunction;
  captures.set(variable, captures.size);
}
