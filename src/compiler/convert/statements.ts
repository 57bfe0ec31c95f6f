/** Statements other than loops; declarations of enums and of types. */
import type { AssignedValue } from '../scope';
import type {
  Block,
  Declaration,
  EnumMember,
  Expression,
  If,
  Statement,
  Switch,
  Try,
  VariableStatement,
} from '../syntax';
import type { ts } from '../typescript';
import { foldConstant } from './constants';
import type { Converter, Enclosing } from './converter';
import { checkIdentifier } from './expressions';
import { modifiersOf } from './functions';
import { numberAt, stringAt } from './literals';
import { bindingTarget, type Declaring, declaredName } from './patterns';

export function erase(): undefined {
  return undefined;
}

export function convertBlock(c: Converter, node: ts.Block): Block {
  const scope = c.newScope('block', node.pos);
  const body = c.inScope(scope, () => c.statements(node.statements));
  return { kind: 'Block', position: node.pos, scope, body };
}

/** A statement in a place that takes one: the branch of an `if`, the body of a loop. */
export function convertBody(c: Converter, node: ts.Statement): Statement {
  const { ts } = c;
  const isDeclaration =
    ts.isFunctionDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isEnumDeclaration(node) ||
    (ts.isVariableStatement(node) && (node.declarationList.flags & ts.NodeFlags.BlockScoped) !== 0);
  if (isDeclaration) {
    c.syntaxError(node, 'Lexical declaration cannot appear in a single-statement context');
  }
  const statement = c.statement(node);
  return (
    statement ?? {
      kind: 'Block',
      position: node.pos,
      scope: c.newScope('block', node.pos),
      body: [],
    }
  );
}

export function convertExpressionStatement(c: Converter, node: ts.ExpressionStatement): Statement {
  const expression = c.expression(node.expression);
  return { kind: 'Expression', position: node.pos, expression };
}

export function convertVariableStatement(
  c: Converter,
  node: ts.VariableStatement,
): Statement | undefined {
  const modifiers = modifiersOf(c, node);
  if (modifiers.declare) return undefined;
  return convertDeclarations(c, node.declarationList, modifiers.exported);
}

export function convertDeclarations(
  c: Converter,
  list: ts.VariableDeclarationList,
  exported = false,
): VariableStatement {
  const declares = declarationKind(c, list);
  if (list.declarations.length === 0)
    c.syntaxError(list, 'Variable declaration list cannot be empty');
  if (exported) c.checkExport(list);
  const declarations: Declaration[] = [];
  for (const node of list.declarations) {
    const { name, initializer } = node;
    if (initializer === undefined) {
      if (declares === 'const') c.syntaxError(node, 'Missing initializer in const declaration');
      else if (!c.ts.isIdentifier(name)) {
        c.syntaxError(node, 'Missing initializer in destructuring declaration');
      }
    }
    const initial =
      initializer && c.expression(initializer, c.ts.isIdentifier(name) ? name.text : '');
    let value: AssignedValue | undefined = initial ?? 'unknown';
    if (declares === 'var' && initial === undefined) value = undefined;
    const declaring: Declaring = { kind: declares, initialisedAt: node.end };
    if (exported && c.namespace !== undefined) declaring.holder = c.namespace;
    const target = bindingTarget(c, name, declaring, value);
    declarations.push({ position: node.pos, target, initial });
    if (exported && c.namespace === undefined) exportNames(c, name);
  }
  return { kind: 'Variables', position: list.pos, declares, declarations };
}

export function declarationKind(
  c: Converter,
  list: ts.VariableDeclarationList,
): 'var' | 'let' | 'const' {
  const { NodeFlags } = c.ts;
  const flags = list.flags & NodeFlags.BlockScoped;
  if (flags === NodeFlags.Using || flags === NodeFlags.AwaitUsing) {
    c.unsupported(list, 'using declaration');
  }
  if (flags === NodeFlags.Let) return 'let';
  return flags === 0 ? 'var' : 'const';
}

function exportNames(c: Converter, name: ts.BindingName): void {
  if (c.ts.isIdentifier(name)) {
    const variable = c.scope.variables.get(name.text);
    if (variable === undefined) return;
    variable.exported = true;
    c.moduleExports.push({ name: name.text, variable });
    return;
  }
  for (const element of name.elements) {
    if (!c.ts.isOmittedExpression(element)) exportNames(c, element.name);
  }
}

/** `else if` chains are walked, not recursed into. */
export function convertIf(c: Converter, outermost: ts.IfStatement): Statement {
  const convertOne = (node: ts.IfStatement): If => ({
    kind: 'If',
    position: node.pos,
    test: c.expression(node.expression),
    consequent: convertBody(c, node.thenStatement),
    otherwise: undefined,
  });
  const first = convertOne(outermost);
  let last = first;
  let rest = outermost.elseStatement;
  while (rest !== undefined && c.ts.isIfStatement(rest)) {
    const next = convertOne(rest);
    last.otherwise = next;
    last = next;
    rest = rest.elseStatement;
  }
  if (rest !== undefined) last.otherwise = convertBody(c, rest);
  return first;
}

export function convertReturn(c: Converter, node: ts.ReturnStatement): Statement {
  const inFunction = c.function.kind !== 'module' && !isInStatic(c);
  if (!inFunction) c.syntaxError(node, 'Illegal return statement');
  const value = node.expression && c.expression(node.expression);
  return { kind: 'Return', position: node.pos, value };
}

function isInStatic(c: Converter): boolean {
  for (let scope = c.scope; scope.function === c.function; ) {
    if (scope.kind === 'static') return true;
    if (scope.parent === undefined) return false;
    scope = scope.parent;
  }
  return false;
}

export function convertThrow(c: Converter, node: ts.ThrowStatement): Statement {
  if (hasLineBreakBefore(c, node.expression)) c.syntaxError(node, 'Illegal newline after throw');
  return { kind: 'Throw', position: node.pos, value: c.expression(node.expression) };
}

/** Does a line end between the node and what stands before it? */
export function hasLineBreakBefore(c: Converter, node: ts.Node): boolean {
  const start = c.source.skipTrivia(node.pos);
  return /[\r\n\u2028\u2029]/.test(c.source.text.slice(node.pos, start));
}

export function convertTry(c: Converter, node: ts.TryStatement): Statement {
  const block = convertBlock(c, node.tryBlock);
  let handler: Try['handler'];
  if (node.catchClause !== undefined) {
    const { variableDeclaration, block: body } = node.catchClause;
    const scope = c.newScope('block', body.pos);
    handler = c.inScope(scope, () => {
      const target =
        variableDeclaration &&
        bindingTarget(c, variableDeclaration.name, { kind: 'catch', initialisedAt: body.pos });
      // The body shares the scope, since it must not declare the parameter's name again.
      const statements = c.statements(body.statements);
      const inner = c.newScope('block', body.pos);
      return {
        scope,
        target,
        body: { kind: 'Block', position: body.pos, scope: inner, body: statements },
      };
    });
  }
  const finalizer = node.finallyBlock && convertBlock(c, node.finallyBlock);
  return { kind: 'Try', position: node.pos, block, handler, finalizer };
}

export function convertSwitch(c: Converter, node: ts.SwitchStatement): Statement {
  const value = c.expression(node.expression);
  const scope = c.newScope('switch', node.caseBlock.pos);
  const { clauseEnd } = c;
  const cases: Switch['cases'] = [];
  let defaults = 0;
  inEnclosing(c, { label: undefined, loop: false }, () =>
    c.inScope(scope, () => {
      for (const clause of node.caseBlock.clauses) {
        c.clauseEnd = clause.end;
        const isCase = c.ts.isCaseClause(clause);
        if (!isCase && ++defaults > 1) {
          c.syntaxError(clause, 'More than one default clause in switch statement');
        }
        const test = isCase ? c.expression(clause.expression) : undefined;
        cases.push({ test, body: c.statements(clause.statements), position: clause.pos });
      }
    }),
  );
  c.clauseEnd = clauseEnd;
  return { kind: 'Switch', position: node.pos, value, scope, cases };
}

// ---- Labels and jumps ----

/** Runs `work` inside something that `break` (or `continue`) can name. */
export function inEnclosing<T>(c: Converter, enclosing: Enclosing, work: () => T): T {
  c.enclosing.push(enclosing);
  const result = work();
  c.enclosing.pop();
  return result;
}

export function convertLabelled(c: Converter, node: ts.LabeledStatement): Statement {
  const { ts } = c;
  const label = node.label.text;
  checkIdentifier(c, node.label);
  if (c.enclosing.some((enclosing) => enclosing.label === label)) {
    c.syntaxError(node.label, `Label '${label}' has already been declared`);
  }
  let inner: ts.Statement = node.statement;
  while (ts.isLabeledStatement(inner)) inner = inner.statement;
  const loop = ts.isIterationStatement(inner, false);
  const body = inEnclosing(c, { label, loop }, () => convertBody(c, node.statement));
  return { kind: 'Labelled', position: node.pos, label, body };
}

export function convertBreak(c: Converter, node: ts.BreakStatement): Statement {
  const label = node.label?.text;
  if (label === undefined) {
    const isInside = c.enclosing.some((enclosing) => enclosing.label === undefined);
    if (!isInside) c.syntaxError(node, 'Illegal break statement');
  } else if (!c.enclosing.some((enclosing) => enclosing.label === label)) {
    c.syntaxError(node, `Undefined label '${label}'`);
  }
  return { kind: 'Break', position: node.pos, label };
}

export function convertContinue(c: Converter, node: ts.ContinueStatement): Statement {
  const label = node.label?.text;
  if (label === undefined) {
    const isInside = c.enclosing.some(
      (enclosing) => enclosing.loop && enclosing.label === undefined,
    );
    if (!isInside)
      c.syntaxError(node, 'Illegal continue statement: no surrounding iteration statement');
  } else {
    const enclosing = c.enclosing.find((candidate) => candidate.label === label);
    if (enclosing === undefined) c.syntaxError(node, `Undefined label '${label}'`);
    else if (!enclosing.loop) {
      c.syntaxError(
        node,
        `Illegal continue statement: '${label}' does not denote an iteration statement`,
      );
    }
  }
  return { kind: 'Continue', position: node.pos, label };
}

// ---- Enums and types ----

export function convertEnum(c: Converter, node: ts.EnumDeclaration): Statement | undefined {
  const modifiers = modifiersOf(c, node);
  if (modifiers.declare) return undefined;
  const name = node.name.text;
  const earlier = c.scope.variables.get(name);
  const isMerged = earlier !== undefined && earlier.kind === 'enum';
  const declaring = { kind: 'enum' as const, initialisedAt: node.end };
  if (earlier !== undefined && !isMerged) c.redeclared(name, node);
  const target = isMerged
    ? { ...declaredAgain(node, name), variable: earlier }
    : declaredName(c, node.name, declaring, 'unknown');
  const { variable } = target;
  if (variable === undefined) return undefined;
  // Like TypeScript's own output, the variable is there from the start, without a value.
  variable.initialisedAt = 0;
  variable.assigned = true;
  if (modifiers.exported && !isMerged) c.exportDeclared(name, variable, node.pos);
  const scope = c.newScope('block', node.pos);
  const members = c.inScope(scope, () => convertEnumMembers(c, node, name));
  if (isMerged) variable.escapes = true;
  else {
    variable.completeAt = node.end;
    variable.constants = constantMembers(members);
  }
  return { kind: 'Enum', position: node.pos, target, members, scope, extends: isMerged };
}

/** Members whose values are known. A name that is also the text of another's number is left alone. */
function constantMembers(members: readonly EnumMember[]): ReadonlyMap<string, Expression> {
  const constants = new Map<string, Expression>();
  for (const { name, value } of members) {
    if (value.kind === 'Number' || value.kind === 'String') constants.set(name, value);
  }
  for (const { value, reverse } of members) {
    if (reverse && value.kind === 'Number') constants.delete(String(value.value));
    else if (reverse) return new Map();
  }
  return constants;
}

const declaredAgain = (node: ts.Node, name: string) => ({
  kind: 'Name' as const,
  position: node.pos,
  assigns: false,
  name,
  check: false,
});

function convertEnumMembers(
  c: Converter,
  node: ts.EnumDeclaration,
  enumName: string,
): EnumMember[] {
  const members: EnumMember[] = [];
  const values = new Map<string, () => Expression>();
  const outer = c.enumMembers;
  c.enumMembers = values;
  let next: number | undefined = 0;
  for (const member of node.members) {
    const { name: key, pos: position } = member;
    if (c.ts.isComputedPropertyName(key) || c.ts.isPrivateIdentifier(key)) {
      c.unsupported(key, 'computed enum member');
      continue;
    }
    const name = key.text;
    let value: Expression;
    if (member.initializer !== undefined) value = foldConstant(c.expression(member.initializer));
    else if (next !== undefined) value = numberAt(position, next);
    else {
      c.syntaxError(member, 'Enum member must have initializer');
      value = numberAt(position, 0);
    }
    next = value.kind === 'Number' ? value.value + 1 : undefined;
    members.push({ position, name, value, reverse: value.kind !== 'String' });
    const constant = value;
    values.set(name, () => {
      if (constant.kind === 'Number') return numberAt(position, constant.value);
      if (constant.kind === 'String') return stringAt(position, constant.value);
      const object = c.refer(enumName, position);
      return { kind: 'Member', position, assigns: false, object, name, optional: false };
    });
  }
  c.enumMembers = outer;
  return members;
}

export function convertTypeDeclaration(
  c: Converter,
  node: ts.InterfaceDeclaration | ts.TypeAliasDeclaration,
): undefined {
  declareType(c, node, node.name.text);
  return undefined;
}

/** Notes a name that exists for the checker only. */
export function declareType(
  c: Converter,
  node: { modifiers?: ts.NodeArray<ts.ModifierLike> },
  name: string,
): void {
  if (c.scope.kind !== 'module') return;
  c.typeNames.add(name);
  const { exported, isDefault } = modifiersOf(c, node);
  if (exported) c.exportedTypes.push(isDefault ? 'default' : name);
}

export function convertNamespace(c: Converter, node: ts.ModuleDeclaration): Statement | undefined {
  const modifiers = modifiersOf(c, node);
  if (modifiers.declare) return undefined;
  if (!c.ts.isIdentifier(node.name)) {
    c.unsupported(node, 'module declaration');
    return undefined;
  }
  const name = node.name.text;
  if (holdsOnlyTypes(c, node)) {
    declareType(c, node, name);
    return undefined;
  }
  const { body } = node;
  if (body === undefined || c.ts.isIdentifier(body)) return undefined;
  const earlier = c.scope.variables.get(name);
  const isMerged = earlier !== undefined && ['enum', 'class', 'function'].includes(earlier.kind);
  const target = isMerged
    ? c.nameOf(earlier, node.pos)
    : declaredName(c, node.name, { kind: 'enum', initialisedAt: 0 }, 'unknown');
  const variable = target.variable!;
  variable.assigned = true;
  if (modifiers.exported && !isMerged) c.exportDeclared(name, variable, node.pos);
  const scope = c.newScope('block', node.pos);
  const outer = c.namespace;
  const following = c.following.splice(0);
  c.namespace = variable;
  const statements = c.inScope(scope, () => {
    if (c.ts.isModuleBlock(body)) return c.statements(body.statements);
    // namespace A.B { }: B is exported from A.
    const inner = convertNamespace(c, body);
    const innerName = (body.name as ts.Identifier).text;
    const innerVariable = scope.variables.get(innerName);
    if (innerVariable !== undefined) c.exportDeclared(innerName, innerVariable, body.pos);
    return [...(inner === undefined ? [] : [inner]), ...c.following.splice(0)];
  });
  c.namespace = outer;
  c.following.push(...following);
  return {
    kind: 'Namespace',
    position: node.pos,
    target,
    scope,
    body: statements,
    extends: isMerged,
  };
}

function holdsOnlyTypes(c: Converter, node: ts.ModuleDeclaration): boolean {
  const { ts } = c;
  const { body } = node;
  if (body === undefined) return true;
  if (ts.isModuleDeclaration(body)) return holdsOnlyTypes(c, body);
  if (!ts.isModuleBlock(body)) return true;
  return body.statements.every(
    (statement) =>
      ts.isInterfaceDeclaration(statement) ||
      ts.isTypeAliasDeclaration(statement) ||
      (ts.isModuleDeclaration(statement) && holdsOnlyTypes(c, statement)),
  );
}
