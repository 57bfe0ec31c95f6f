/** Operators: arithmetic, comparison, logic, and the conditional expression. */
import { ErrorKind } from '../../../assembly/names';
import { Op } from '../../../assembly/opcodes';
import { SPECIAL_FALSE, SPECIAL_TRUE } from '../../../assembly/value';
import { foldNumbers } from '../convert/constants';
import type {
  ArithmeticOperator,
  Binary,
  BinaryOperator,
  Conditional,
  Expression,
  Logical,
  Unary,
} from '../syntax';
import { FIRST_PRELOADED } from './code';
import { jumpIf } from './conditions';
import type { Emitter } from './emitter';
import { isImmediate } from './emitter';
import { effect, into, literalOf, operandBefore, operandOf } from './expressions';

const BINARY: Record<BinaryOperator, number> = {
  '+': Op.ADD,
  '-': Op.SUB,
  '*': Op.MUL,
  '/': Op.DIV,
  '%': Op.MOD,
  '**': Op.EXP,
  '&': Op.BAND,
  '|': Op.BOR,
  '^': Op.BXOR,
  '<<': Op.SHL,
  '>>': Op.SHR,
  '>>>': Op.USHR,
  '<': Op.LT,
  '<=': Op.LE,
  '>': Op.GT,
  '>=': Op.GE,
  '==': Op.EQ,
  '!=': Op.NE,
  '===': Op.SEQ,
  '!==': Op.SNE,
  instanceof: Op.INSTANCEOF,
  in: Op.IN,
};

/** Instructions with an immediate right operand. */
const IMMEDIATE: Partial<Record<BinaryOperator, number>> = {
  '+': Op.ADDI,
  '-': Op.SUBI,
  '*': Op.MULI,
  '&': Op.BANDI,
  '|': Op.BORI,
  '<<': Op.SHLI,
  '>>': Op.SHRI,
  '>>>': Op.USHRI,
};

/** Operators whose operands may change places when one is a number literal: both become numbers anyway. */
const COMMUTATIVE: ReadonlySet<BinaryOperator> = new Set<BinaryOperator>(['*', '&', '|']);

/** to = left operator right. The left spine of `a + b + c …` is walked without recursion. */
export function emitBinary(e: Emitter, node: Binary, to: number): void {
  const mark = e.top;
  const { code } = e;
  const spine: Binary[] = [];
  let first: Expression = node;
  while (first.kind === 'Binary') {
    spine.push(first);
    first = first.left;
  }
  const scratch = e.scratch(to);
  const innermost = spine[spine.length - 1];
  const folded = foldedOperation(e, innermost);
  let left: number;
  if (folded !== undefined) {
    spine.pop();
    if (spine.length === 0) {
      e.loadNumber(to, folded);
      return;
    }
    left = scratch ?? e.allocate();
    e.loadNumber(left, folded);
  } else if (isCommutedLiteral(e, innermost)) left = -1;
  else left = operandBefore(e, innermost.left, innermost.right, scratch);
  for (let index = spine.length - 1; index >= 0; index--) {
    const binary = spine[index];
    const result = index === 0 ? to : (scratch ?? (isTemporary(left, mark) ? left : e.allocate()));
    if (left < 0) {
      // literal * x
      const right = operandOf(e, binary.right, scratch);
      code.at(binary.position);
      const literal = literalOf(e, binary.left) as Extract<Expression, { kind: 'Number' }>;
      code.emit(IMMEDIATE[binary.operator]!, result, right, literal.value);
    } else {
      const inner = e.top;
      emitOperation(
        e,
        binary.operator,
        result,
        left,
        binary.right,
        binary.position,
        left === scratch ? undefined : scratch,
      );
      e.release(inner);
    }
    left = result;
  }
  e.release(mark);
}

const isTemporary = (register: number, mark: number): boolean =>
  register >= mark && register < FIRST_PRELOADED;

/** Both operands are numbers known now. */
function foldedOperation(e: Emitter, { operator, left, right }: Binary): number | undefined {
  const one = literalOf(e, left);
  if (one?.kind !== 'Number') return undefined;
  const other = literalOf(e, right);
  if (other?.kind !== 'Number') return undefined;
  return foldNumbers(operator as ArithmeticOperator, one.value, other.value);
}

function isCommutedLiteral(e: Emitter, { operator, left }: Binary): boolean {
  if (!COMMUTATIVE.has(operator)) return false;
  const literal = literalOf(e, left);
  return literal?.kind === 'Number' && isImmediate(literal.value);
}

/** to = left operator right, where left is in a register already. */
export function emitOperation(
  e: Emitter,
  operator: BinaryOperator,
  to: number,
  left: number,
  right: Expression,
  position: number,
  scratch?: number,
): void {
  const { code } = e;
  const immediate = IMMEDIATE[operator];
  if (immediate !== undefined) {
    const literal = literalOf(e, right);
    if (literal?.kind === 'Number' && isImmediate(literal.value)) {
      code.at(position);
      code.emit(immediate, to, left, literal.value);
      return;
    }
  }
  const other = operandOf(e, right, scratch);
  code.at(position);
  code.emit(BINARY[operator], to, left, other);
}

// ---- Unary ----

export function emitUnary(e: Emitter, node: Unary, to: number): void {
  const { operator, operand } = node;
  const { code } = e;
  const mark = e.top;
  switch (operator) {
    case '-':
    case '+':
    case '~': {
      const from = operandOf(e, operand, e.scratch(to));
      code.at(node.position);
      code.emit(operator === '-' ? Op.NEG : operator === '+' ? Op.PLUS : Op.BNOT, to, from);
      break;
    }
    case '!':
      if (isCondition(operand)) emitBoolean(e, node, to);
      else code.emit(Op.NOT, to, operandOf(e, operand, e.scratch(to)));
      break;
    case 'typeof':
      emitTypeof(e, operand, to);
      break;
    case 'void':
      effect(e, operand);
      e.loadUndefined(to);
      break;
    case 'delete':
      emitDelete(e, operand, to);
      break;
  }
  e.release(mark);
}

/** Is a jump the natural form of the expression? */
function isCondition(node: Expression): boolean {
  if (node.kind === 'Logical') return node.operator !== '??';
  if (node.kind === 'Unary') return node.operator === '!' && isCondition(node.operand);
  return false;
}

/** Evaluates a condition to true or false. */
function emitBoolean(e: Emitter, node: Expression, to: number): void {
  const otherwise = e.newLabel();
  const end = e.newLabel();
  jumpIf(e, node, otherwise, false);
  e.loadSpecial(to, SPECIAL_TRUE);
  e.code.jump(end, Op.JMP);
  e.code.bind(otherwise);
  e.loadSpecial(to, SPECIAL_FALSE);
  e.code.bind(end);
}

function emitTypeof(e: Emitter, operand: Expression, to: number): void {
  const isUnknownName =
    operand.kind === 'Name' &&
    operand.variable === undefined &&
    literalOf(e, operand) === undefined &&
    operand.name !== 'this' &&
    !e.context.isBuiltin(operand.name);
  if (isUnknownName) {
    e.loadString(to, 'undefined');
    return;
  }
  const from = operandOf(e, operand, e.scratch(to));
  e.code.emit(Op.TYPEOF, to, from);
}

function emitDelete(e: Emitter, operand: Expression, to: number): void {
  const { code } = e;
  if (operand.kind === 'Chain') {
    // Nothing is deleted when the chain ends early, and that is a success.
    const outer = e.chainEnd;
    const nullish = e.newLabel();
    const end = e.newLabel();
    e.chainEnd = nullish;
    emitDelete(e, operand.expression, to);
    e.chainEnd = outer;
    code.jump(end, Op.JMP);
    code.bind(nullish);
    e.loadSpecial(to, SPECIAL_TRUE);
    code.bind(end);
    return;
  }
  if (operand.kind === 'Member') {
    const object = operandOf(e, operand.object);
    if (operand.optional) code.jump(e.chainEnd!, Op.JNULLISH, object);
    code.at(operand.position);
    e.property(Op.DELP, to, object, operand.name);
  } else if (operand.kind === 'Element') {
    const object = operandBefore(e, operand.object, operand.index);
    if (operand.optional) code.jump(e.chainEnd!, Op.JNULLISH, object);
    const index = operandOf(e, operand.index);
    code.at(operand.position);
    code.emit(Op.DELE, to, object, index);
  } else if (operand.kind === 'Name' && operand.variable?.kind === 'import') {
    // What was written as a member of a namespace import.
    code.at(operand.position);
    e.throwError(
      ErrorKind.TYPE_ERROR,
      `Cannot delete property '${operand.name}' of [object Module]`,
    );
  } else {
    effect(e, operand);
    e.loadSpecial(to, SPECIAL_TRUE);
  }
}

// ---- Logic ----

const LOGICAL_JUMP = { '&&': Op.JF, '||': Op.JT, '??': Op.JNNULLISH } as const;

/** The jump that skips the right side of a logical operator. */
export const skipOp = (operator: Logical['operator']): number => LOGICAL_JUMP[operator];

/** `to` is -1 when only the effect is wanted. The left spine is walked without recursion. */
export function emitLogical(e: Emitter, node: Logical, to: number): void {
  const end = e.newLabel();
  const { code } = e;
  const mark = e.top;
  if (to < 0) {
    if (node.operator === '??') {
      code.jump(end, Op.JNNULLISH, operandOf(e, node.left));
    } else jumpIf(e, node.left, end, node.operator === '||');
    e.release(mark);
    effect(e, node.right);
    code.bind(end);
    return;
  }
  const spine: Logical[] = [];
  let first: Expression = node;
  while (first.kind === 'Logical') {
    spine.push(first);
    first = first.left;
  }
  into(e, first, to);
  for (let index = spine.length - 1; index >= 0; index--) {
    const logical = spine[index];
    const skip = e.newLabel();
    code.jump(skip, skipOp(logical.operator), to);
    into(e, logical.right, to);
    code.bind(skip);
  }
}

export function emitConditional(e: Emitter, node: Conditional, to: number): void {
  const otherwise = e.newLabel();
  const end = e.newLabel();
  const evaluate = (branch: Expression): void => {
    if (to < 0) effect(e, branch);
    else into(e, branch, to);
  };
  jumpIf(e, node.test, otherwise, false);
  evaluate(node.consequent);
  e.code.jump(end, Op.JMP);
  e.code.bind(otherwise);
  evaluate(node.otherwise);
  e.code.bind(end);
}
