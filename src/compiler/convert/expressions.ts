/** Names, members, calls and the expressions around them. */

import type { Scope } from '../scope';
import type {
  Call,
  Chain,
  Element,
  Expression,
  Member,
  Name,
  Spread,
  SuperCall,
  SuperMember,
} from '../syntax';
import type { ts } from '../typescript';
import { type Converter, undefinedAt } from './converter';
import { arrayIndexOf, convertSpreadable, numberAt } from './literals';

export function convertIdentifier(c: Converter, node: ts.Identifier): Expression {
  const name = node.text;
  const member = c.enumMembers?.get(name);
  if (member !== undefined) return member();
  if (name === '') return undefinedAt(node.pos); // the parser has reported what is missing
  checkIdentifier(c, node);
  return c.refer(name, node.pos);
}

const RESERVED = new Set(
  'implements interface let package private protected public static yield await'.split(' '),
);

/** Names that strict modules may not use. */
export function checkIdentifier(c: Converter, node: ts.Identifier): void {
  if (RESERVED.has(node.text)) c.syntaxError(node, `Unexpected reserved word '${node.text}'`);
}

export function convertThis(c: Converter, node: ts.Node): Expression {
  return c.refer('this', node.pos);
}

/** Converts the object of a member expression or the callee of a call, which share their optional chain. */
function convertLink(c: Converter, outer: ts.Expression): Expression {
  const { ts } = c;
  let node = outer;
  while (ts.isNonNullExpression(node)) node = node.expression;
  // Parentheses end a chain: (a?.b).c
  if (!ts.isOptionalChain(node)) return c.expression(node);
  const before = c.assignments;
  const link = convertWithoutChain(c, node);
  link.assigns = c.assignments !== before;
  return link;
}

function convertWithoutChain(c: Converter, node: ts.Expression): Expression {
  const { ts } = c;
  if (ts.isPropertyAccessExpression(node)) return memberOf(c, node);
  if (ts.isElementAccessExpression(node)) return elementOf(c, node);
  if (ts.isCallExpression(node)) return callOf(c, node);
  return c.expression(node);
}

/** Wraps the outermost part of an optional chain, where its undefined comes out. */
function withChain(c: Converter, node: ts.Expression, expression: Expression): Expression {
  if (!c.ts.isOptionalChain(node)) return expression;
  const chain: Chain = {
    kind: 'Chain',
    position: node.pos,
    assigns: expression.assigns,
    expression,
  };
  return chain;
}

export function convertMember(c: Converter, node: ts.PropertyAccessExpression): Expression {
  const before = c.assignments;
  const member = memberOf(c, node);
  member.assigns = c.assignments !== before;
  return withChain(c, node, member);
}

function memberOf(c: Converter, node: ts.PropertyAccessExpression): Expression {
  const { ts } = c;
  if (ts.isPrivateIdentifier(node.name)) {
    return c.unsupported(node.name, `private name ${node.name.text}`);
  }
  const name = node.name.text;
  if (node.expression.kind === ts.SyntaxKind.SuperKeyword) {
    const key: Expression = {
      kind: 'String',
      position: node.name.pos,
      assigns: false,
      value: name,
    };
    return superMember(c, node, key);
  }
  const object = convertLink(c, node.expression);
  const member: Member = {
    kind: 'Member',
    position: node.name.pos,
    assigns: false,
    object,
    name,
    optional: node.questionDotToken !== undefined,
  };
  if (object.kind === 'Name' && object.variable === undefined) {
    const reference = c.references[c.references.length - 1];
    if (reference?.node === object) {
      reference.member = member;
      reference.reads = true;
    }
  }
  return member;
}

export function convertElement(c: Converter, node: ts.ElementAccessExpression): Expression {
  const before = c.assignments;
  const element = elementOf(c, node);
  element.assigns = c.assignments !== before;
  return withChain(c, node, element);
}

function elementOf(c: Converter, node: ts.ElementAccessExpression): Expression {
  const { ts } = c;
  if (node.expression.kind === ts.SyntaxKind.SuperKeyword) {
    return superMember(c, node, c.expression(node.argumentExpression));
  }
  const object = convertLink(c, node.expression);
  const reference = c.references[c.references.length - 1];
  if (object.kind === 'Name' && reference?.node === object) reference.reads = true;
  const index = c.expression(node.argumentExpression);
  const optional = node.questionDotToken !== undefined;
  const position = node.argumentExpression.pos;
  if (index.kind === 'String') {
    const number = arrayIndexOf(index.value);
    if (number < 0) {
      return { kind: 'Member', position, assigns: false, object, name: index.value, optional };
    }
    const element: Element = {
      kind: 'Element',
      position,
      assigns: false,
      object,
      index: numberAt(position, number),
      optional,
    };
    return element;
  }
  return { kind: 'Element', position, assigns: false, object, index, optional };
}

function superMember(c: Converter, node: ts.Expression, key: Expression): Expression {
  if (c.superHome === undefined) {
    c.syntaxError(node, "'super' keyword unexpected here");
    return undefinedAt(node.pos);
  }
  const member: SuperMember = {
    kind: 'SuperMember',
    position: node.pos,
    assigns: false,
    home: c.refer(c.superHome, node.pos),
    receiver: c.refer('this', node.pos),
    key,
  };
  return member;
}

export function convertCall(c: Converter, node: ts.CallExpression): Expression {
  const before = c.assignments;
  const call = callOf(c, node);
  call.assigns = c.assignments !== before;
  return withChain(c, node, call);
}

function convertArguments(
  c: Converter,
  nodes: readonly ts.Expression[] | undefined,
): (Expression | Spread)[] {
  return nodes === undefined ? [] : nodes.map((node) => convertSpreadable(c, node));
}

function callOf(c: Converter, node: ts.CallExpression): Expression {
  const { ts } = c;
  const { expression } = node;
  if (expression.kind === ts.SyntaxKind.SuperKeyword) return superCall(c, node);
  if (expression.kind === ts.SyntaxKind.ImportKeyword) {
    return c.unsupported(node, 'dynamic import()');
  }
  if (ts.isIdentifier(expression)) {
    const { natives } = c.options;
    if (natives !== undefined && expression.text.startsWith('$')) {
      return intrinsic(c, node, expression, natives);
    }
  }
  const callee = convertLink(c, expression);
  checkFunctionFromText(c, callee);
  const last = c.references[c.references.length - 1];
  if (callee.kind === 'Member' && last?.member === callee) last.called = true;
  const call: Call = {
    kind: 'Call',
    position: callee.kind === 'Member' ? callee.position : node.pos,
    assigns: false,
    callee,
    arguments: convertArguments(c, node.arguments),
    optional: node.questionDotToken !== undefined,
  };
  return call;
}

function intrinsic(
  c: Converter,
  node: ts.CallExpression,
  name: ts.Identifier,
  natives: ReadonlyMap<string, number>,
): Expression {
  const native = natives.get(name.text.slice(1));
  if (native === undefined) {
    c.report(name, 'NO_NAME', `There is no native '${name.text.slice(1)}'`);
    return undefinedAt(node.pos);
  }
  const values = node.arguments.map((argument) => c.expression(argument));
  return { kind: 'Intrinsic', position: node.pos, assigns: false, native, arguments: values };
}

function superCall(c: Converter, node: ts.CallExpression): Expression {
  const { derived } = c;
  if (derived === undefined) {
    c.syntaxError(node, "'super' keyword unexpected here");
    return undefinedAt(node.pos);
  }
  const call: SuperCall = {
    kind: 'SuperCall',
    position: node.pos,
    assigns: false,
    arguments: convertArguments(c, node.arguments),
    constructorName: c.refer('%self', node.pos),
    newTarget: c.refer('new.target', node.pos),
    receiver: c.refer('this', node.pos),
    single: false,
    class: derived,
  };
  const reference = c.references[c.references.length - 1];
  reference.superCall = call;
  // Initialises `this`, which makes it shared with an arrow function that calls super().
  reference.write = 'unknown';
  return call;
}

/** `Function('…')` makes code from text. */
function checkFunctionFromText(c: Converter, callee: Expression): void {
  if (callee.kind !== 'Name' || callee.name !== 'Function') return;
  const reference = c.references[c.references.length - 1];
  if (reference?.node === callee) reference.called = true;
}

export function convertNew(c: Converter, node: ts.NewExpression): Expression {
  const callee = c.expression(node.expression);
  checkFunctionFromText(c, callee);
  const values = convertArguments(c, node.arguments);
  return { kind: 'New', position: node.pos, assigns: false, callee, arguments: values };
}

/** Is the function around, arrows aside, one that `new` accepts? Field initialisers see undefined. */
function mayBeConstructed(c: Converter): boolean {
  for (let scope: Scope | undefined = c.scope; scope; scope = scope.parent) {
    if (scope.kind === 'field' || scope.kind === 'static') return false;
    if (scope.bindsThis) return scope.function.kind === 'function' && !scope.function.isAsync;
  }
  return false;
}

function isOutsideFunctions(c: Converter): boolean {
  for (let scope: Scope | undefined = c.scope; scope; scope = scope.parent) {
    if (scope.kind === 'field' || scope.kind === 'static' || scope.bindsThis) return false;
  }
  return true;
}

export function convertMetaProperty(c: Converter, node: ts.MetaProperty): Expression {
  if (node.keywordToken === c.ts.SyntaxKind.NewKeyword) {
    if (node.name.text !== 'target')
      c.syntaxError(node, `Unexpected meta property new.${node.name.text}`);
    if (c.derived !== undefined) return c.refer('new.target', node.pos);
    if (c.baseConstructor !== undefined) {
      c.baseConstructor.usesNewTarget = true;
      return c.refer('new.target', node.pos);
    }
    if (isOutsideFunctions(c)) c.syntaxError(node, 'new.target expression is not allowed here');
    if (!mayBeConstructed(c)) return undefinedAt(node.pos);
    return c.unsupported(node, 'new.target in a function that is no class');
  }
  return c.unsupported(node, 'import.meta');
}

export function convertAwait(c: Converter, node: ts.AwaitExpression): Expression {
  if (c.function.kind === 'module' && c.scope.kind !== 'static') c.function.isAsync = true;
  else if (!c.function.isAsync) {
    c.syntaxError(node, 'await is only valid in async functions and the top level of modules');
  }
  const operand = c.expression(node.expression);
  return { kind: 'Await', position: node.pos, assigns: false, operand };
}

/** Is the expression a plain use of a name that is bound to a variable? */
export const isName = (expression: Expression): expression is Name => expression.kind === 'Name';
