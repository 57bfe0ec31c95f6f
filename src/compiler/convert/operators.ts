/** Operators, assignments and conditional expressions. */
import type {
  ArithmeticOperator,
  AssignmentTarget,
  Binary,
  BinaryOperator,
  Expression,
  Logical,
  LogicalOperator,
  Update,
} from '../syntax';
import type { TypeScript, ts } from '../typescript';
import { foldNumbers } from './constants';
import { type Converter, undefinedAt } from './converter';
import { numberAt } from './literals';
import { assignmentTarget, noteChange, simpleTarget } from './patterns';

/** What a binary operator token means, by token kind. */
type Meaning =
  | { kind: 'binary'; operator: BinaryOperator }
  | { kind: 'logical'; operator: LogicalOperator }
  | { kind: 'assign' }
  | { kind: 'compound'; operator: ArithmeticOperator }
  | { kind: 'logicalAssign'; operator: LogicalOperator }
  | { kind: 'comma' };

const ARITHMETIC: ArithmeticOperator[] = [
  '+',
  '-',
  '*',
  '/',
  '%',
  '**',
  '&',
  '|',
  '^',
  '<<',
  '>>',
  '>>>',
];
const COMPARISON: BinaryOperator[] = [
  '<',
  '<=',
  '>',
  '>=',
  '==',
  '!=',
  '===',
  '!==',
  'instanceof',
  'in',
];
const LOGICAL: LogicalOperator[] = ['&&', '||', '??'];

let meanings: Map<number, Meaning> | undefined;

function meaningOf(ts: TypeScript, token: number): Meaning | undefined {
  meanings ??= makeMeanings(ts);
  return meanings.get(token);
}

function makeMeanings(ts: TypeScript): Map<number, Meaning> {
  const byText = new Map<string, Meaning>();
  for (const operator of ARITHMETIC) {
    byText.set(operator, { kind: 'binary', operator });
    byText.set(`${operator}=`, { kind: 'compound', operator });
  }
  for (const operator of COMPARISON) byText.set(operator, { kind: 'binary', operator });
  for (const operator of LOGICAL) {
    byText.set(operator, { kind: 'logical', operator });
    byText.set(`${operator}=`, { kind: 'logicalAssign', operator });
  }
  byText.set('=', { kind: 'assign' });
  byText.set(',', { kind: 'comma' });
  const byToken = new Map<number, Meaning>();
  for (let token = 0; token < ts.SyntaxKind.Count; token++) {
    const text = ts.tokenToString(token);
    const meaning = text === undefined ? undefined : byText.get(text);
    if (meaning !== undefined) byToken.set(token, meaning);
  }
  return byToken;
}

/** Binary expressions nest to the left without end (`a + b + c …`): the left spine is walked, not recursed into. */
export function convertBinary(c: Converter, outermost: ts.BinaryExpression): Expression {
  const before = c.assignments;
  const spine: ts.BinaryExpression[] = [];
  let node: ts.Expression = outermost;
  while (c.ts.isBinaryExpression(node)) {
    const meaning = meaningOf(c.ts, node.operatorToken.kind);
    if (
      meaning === undefined ||
      !(meaning.kind === 'binary' || meaning.kind === 'logical' || meaning.kind === 'comma')
    )
      break;
    spine.push(node);
    node = c.withoutTypes(node.left);
  }
  if (spine.length === 0) return convertAssignment(c, outermost);
  let left: Expression;
  const first = spine[spine.length - 1];
  if (c.ts.isPrivateIdentifier(first.left))
    left = c.unsupported(first.left, `private name ${first.left.text}`);
  else left = c.expression(first.left);
  for (let index = spine.length - 1; index >= 0; index--) {
    const binary = spine[index];
    left = combine(c, binary, left, c.expression(binary.right));
    left.assigns = c.assignments !== before;
  }
  return left;
}

function combine(
  c: Converter,
  node: ts.BinaryExpression,
  left: Expression,
  right: Expression,
): Expression {
  const meaning = meaningOf(c.ts, node.operatorToken.kind)!;
  const position = node.operatorToken.pos;
  switch (meaning.kind) {
    case 'comma':
      if (left.kind === 'Sequence') {
        left.expressions.push(right);
        return left;
      }
      return { kind: 'Sequence', position, assigns: false, expressions: [left, right] };
    case 'logical': {
      if (mixesCoalesce(c, node, meaning.operator)) {
        c.syntaxError(
          node.operatorToken,
          "'??' cannot be mixed with '&&' or '||' without parentheses",
        );
      }
      const logical: Logical = {
        kind: 'Logical',
        position,
        assigns: false,
        operator: meaning.operator,
        left,
        right,
      };
      return logical;
    }
    case 'binary': {
      const folded =
        left.kind === 'Number' && right.kind === 'Number'
          ? foldNumbers(meaning.operator as ArithmeticOperator, left.value, right.value)
          : undefined;
      if (folded !== undefined) return numberAt(node.pos, folded);
      const binary: Binary = {
        kind: 'Binary',
        position: node.pos,
        assigns: false,
        operator: meaning.operator,
        left,
        right,
      };
      return binary;
    }
    default:
      return undefinedAt(node.pos);
  }
}

/** Is an operand of `??` a bare `&&` or `||`, or the other way round? */
function mixesCoalesce(
  c: Converter,
  node: ts.BinaryExpression,
  operator: LogicalOperator,
): boolean {
  const isCoalesce = operator === '??';
  return [node.left, node.right].some((side) => {
    if (!c.ts.isBinaryExpression(side)) return false;
    const meaning = meaningOf(c.ts, side.operatorToken.kind);
    return meaning?.kind === 'logical' && (meaning.operator === '??') !== isCoalesce;
  });
}

function convertAssignment(c: Converter, node: ts.BinaryExpression): Expression {
  const meaning = meaningOf(c.ts, node.operatorToken.kind);
  const position = node.pos;
  switch (meaning?.kind) {
    case 'assign': {
      const left = c.withoutTypes(node.left);
      const name = c.ts.isIdentifier(left) ? left.text : '';
      const { target, setValue } = assignmentTarget(c, node.left);
      const value = c.expression(node.right, name);
      setValue(value);
      noteOwnName(c, target);
      return { kind: 'Assign', position, assigns: false, target, value };
    }
    case 'compound': {
      const { target, setValue } = simpleTarget(c, node.left);
      const value = c.expression(node.right);
      const expression: Expression = {
        kind: 'CompoundAssign',
        position,
        assigns: false,
        operator: meaning.operator,
        target,
        value,
      };
      setValue(expression);
      return expression;
    }
    case 'logicalAssign': {
      const left = c.withoutTypes(node.left);
      const name = c.ts.isIdentifier(left) ? left.text : '';
      const { target, setValue } = simpleTarget(c, node.left);
      const value = c.expression(node.right, name);
      setValue('unknown');
      noteOwnName(c, target);
      return {
        kind: 'LogicalAssign',
        position,
        assigns: false,
        operator: meaning.operator,
        target,
        value,
      };
    }
    default:
      return c.unsupported(node, `operator ${c.ts.tokenToString(node.operatorToken.kind)}`);
  }
}

/** `this.x = …` in a constructor: its objects will have an x. */
function noteOwnName(c: Converter, target: { kind: string }): void {
  if (!c.function.isConstructor && c.function.kind !== 'function') return;
  const { kind, object, name } = target as { kind: string; object?: Expression; name?: string };
  if (kind === 'Member' && object?.kind === 'Name' && object.name === 'this') {
    c.function.ownNames.add(name!);
  }
}

export function convertPrefix(c: Converter, node: ts.PrefixUnaryExpression): Expression {
  const { SyntaxKind } = c.ts;
  switch (node.operator) {
    case SyntaxKind.PlusPlusToken:
    case SyntaxKind.MinusMinusToken:
      return update(c, node, node.operator === SyntaxKind.PlusPlusToken ? '++' : '--', true);
    case SyntaxKind.MinusToken: {
      const operand = c.expression(node.operand);
      if (operand.kind === 'Number')
        return { ...operand, position: node.pos, value: -operand.value };
      return { kind: 'Unary', position: node.pos, assigns: false, operator: '-', operand };
    }
    default: {
      const operator =
        node.operator === SyntaxKind.PlusToken
          ? '+'
          : node.operator === SyntaxKind.TildeToken
            ? '~'
            : '!';
      return {
        kind: 'Unary',
        position: node.pos,
        assigns: false,
        operator,
        operand: c.expression(node.operand),
      };
    }
  }
}

export function convertPostfix(c: Converter, node: ts.PostfixUnaryExpression): Expression {
  return update(c, node, node.operator === c.ts.SyntaxKind.PlusPlusToken ? '++' : '--', false);
}

function update(
  c: Converter,
  node: ts.PrefixUnaryExpression | ts.PostfixUnaryExpression,
  operator: '++' | '--',
  prefix: boolean,
): Expression {
  const { target, setValue } = simpleTarget(c, node.operand);
  setValue('number');
  const expression: Update = {
    kind: 'Update',
    position: node.pos,
    assigns: false,
    operator,
    prefix,
    target,
  };
  return expression;
}

export function convertTypeof(c: Converter, node: ts.TypeOfExpression): Expression {
  const operand = c.expression(node.expression);
  return { kind: 'Unary', position: node.pos, assigns: false, operator: 'typeof', operand };
}

export function convertVoid(c: Converter, node: ts.VoidExpression): Expression {
  const operand = c.expression(node.expression);
  return { kind: 'Unary', position: node.pos, assigns: false, operator: 'void', operand };
}

export function convertDelete(c: Converter, node: ts.DeleteExpression): Expression {
  const before = c.references.length;
  const operand = c.expression(node.expression);
  const place = operand.kind === 'Chain' ? operand.expression : operand;
  noteChange(c, place, before);
  if (place.kind === 'Name') {
    c.syntaxError(node, 'Delete of an unqualified identifier in strict mode');
  } else if (place.kind === 'SuperMember') {
    c.unsupported(node, 'delete of a super property');
  }
  return { kind: 'Unary', position: node.pos, assigns: false, operator: 'delete', operand };
}

export function convertConditional(c: Converter, node: ts.ConditionalExpression): Expression {
  return {
    kind: 'Conditional',
    position: node.pos,
    assigns: false,
    test: c.expression(node.condition),
    consequent: c.expression(node.whenTrue),
    otherwise: c.expression(node.whenFalse),
  };
}

export type { AssignmentTarget };
