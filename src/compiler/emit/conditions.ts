/**
 * Conditions: expressions that decide a jump. Comparisons become one compare-and-jump instruction; the negative forms
 * (JNLT…) exist because `!(a < b)` is not `a >= b` when a NaN is compared.
 */
import { Op } from '../../../assembly/opcodes';
import { SPECIAL_NULL, SPECIAL_TRUE, SPECIAL_UNDEFINED } from '../../../assembly/value';
import type { Binary, Chain, Expression, Logical } from '../syntax';
import type { Label } from './code';
import { oppositeOf } from './code';
import type { Emitter } from './emitter';
import { isImmediate } from './emitter';
import { effect, into, literalOf, operandBefore, operandOf } from './expressions';

/** Jumps that are taken when the comparison holds: with two registers, and with an immediate. */
const JUMPS: Partial<
  Record<Binary['operator'], { op: number; immediate: number; swapped: number }>
> = {
  '<': { op: Op.JLT, immediate: Op.JLTI, swapped: Op.JGTI },
  '<=': { op: Op.JLE, immediate: Op.JLEI, swapped: Op.JGEI },
  '>': { op: Op.JGT, immediate: Op.JGTI, swapped: Op.JLTI },
  '>=': { op: Op.JGE, immediate: Op.JGEI, swapped: Op.JLEI },
  '===': { op: Op.JSEQ, immediate: Op.JSEQI, swapped: Op.JSEQI },
  '!==': { op: Op.JSNE, immediate: Op.JSNEI, swapped: Op.JSNEI },
  '==': { op: Op.JEQ, immediate: 0, swapped: 0 },
  '!=': { op: Op.JNE, immediate: 0, swapped: 0 },
};

/** Jumps to the label when the truth of the expression is `when`; goes on otherwise. */
export function jumpIf(e: Emitter, node: Expression, label: Label, when: boolean): void {
  const { code } = e;
  const mark = e.top;
  switch (node.kind) {
    case 'Unary':
      if (node.operator === '!') {
        jumpIf(e, node.operand, label, !when);
        return;
      }
      break;
    case 'Logical':
      if (node.operator !== '??') {
        jumpIfLogical(e, node, label, when);
        return;
      }
      break;
    case 'Binary':
      if (jumpIfComparison(e, node, label, when)) {
        e.release(mark);
        return;
      }
      break;
    case 'Chain':
      jumpIfChain(e, node, label, when);
      return;
    case 'Sequence': {
      const last = node.expressions.length - 1;
      for (let index = 0; index < last; index++) effect(e, node.expressions[index]);
      jumpIf(e, node.expressions[last], label, when);
      return;
    }
    default: {
      const truth = truthOf(literalOf(e, node));
      if (truth !== undefined) {
        if (truth === when) code.jump(label, Op.JMP);
        return;
      }
    }
  }
  const value = operandOf(e, node);
  code.jump(label, when ? Op.JT : Op.JF, value);
  e.release(mark);
}

/** Is the literal truthy? Undefined when there is none. */
function truthOf(literal: Expression | undefined): boolean | undefined {
  switch (literal?.kind) {
    case 'Number':
    case 'String':
      return Boolean(literal.value);
    case 'Special':
      return literal.value === SPECIAL_TRUE;
    default:
      return undefined;
  }
}

/** The left spine of `a && b && c …` is walked without recursion. */
function jumpIfLogical(e: Emitter, node: Logical, label: Label, when: boolean): void {
  const { operator } = node;
  const spine: Expression[] = [];
  let first: Expression = node;
  while (first.kind === 'Logical' && first.operator === operator) {
    spine.push(first.right);
    first = first.left;
  }
  spine.push(first);
  // Each part but the last decides alone when it is falsy (&&) or truthy (||).
  const decisive = operator === '||';
  const end = e.newLabel();
  for (let index = spine.length - 1; index > 0; index--) {
    jumpIf(e, spine[index], decisive === when ? label : end, decisive);
  }
  jumpIf(e, spine[0], label, when);
  e.code.bind(end);
}

/** `a?.b` as a condition: the early end of the chain is falsy. */
function jumpIfChain(e: Emitter, node: Chain, label: Label, when: boolean): void {
  const outer = e.chainEnd;
  const mark = e.top;
  const end = e.newLabel();
  e.chainEnd = when ? end : label;
  const value = e.allocate();
  into(e, node.expression, value);
  e.chainEnd = outer;
  e.code.jump(label, when ? Op.JT : Op.JF, value);
  e.code.bind(end);
  e.release(mark);
}

function jumpIfComparison(e: Emitter, node: Binary, label: Label, when: boolean): boolean {
  const jumps = JUMPS[node.operator];
  if (jumps === undefined) return false;
  const { code } = e;
  const left = literalOf(e, node.left);
  const right = literalOf(e, node.right);
  if (jumpIfSpecial(e, node, node.left, right, label, when)) return true;
  if (jumpIfSpecial(e, node, node.right, left, label, when)) return true;
  const jump = (op: number, a: number, b: number): void => {
    code.at(node.position);
    code.jump(label, when ? op : oppositeOf(op), a, b);
  };
  if (jumps.immediate !== 0) {
    if (right?.kind === 'Number' && isImmediate(right.value)) {
      jump(jumps.immediate, operandOf(e, node.left), right.value);
      return true;
    }
    if (left?.kind === 'Number' && isImmediate(left.value)) {
      jump(jumps.swapped, operandOf(e, node.right), left.value);
      return true;
    }
  }
  const a = operandBefore(e, node.left, node.right);
  const b = operandOf(e, node.right);
  jump(jumps.op, a, b);
  return true;
}

/** Comparisons with undefined, null, true and false. */
function jumpIfSpecial(
  e: Emitter,
  { operator, position }: Binary,
  operand: Expression,
  literal: Expression | undefined,
  label: Label,
  when: boolean,
): boolean {
  if (literal?.kind !== 'Special') return false;
  const { code } = e;
  const { value } = literal;
  const isNullish = value === SPECIAL_UNDEFINED || value === SPECIAL_NULL;
  switch (operator) {
    case '===':
    case '!==': {
      const equal = (operator === '===') === when;
      const register = operandOf(e, operand);
      code.at(position);
      if (value === SPECIAL_UNDEFINED) code.jump(label, equal ? Op.JUNDEF : Op.JNUNDEF, register);
      else code.jump(label, equal ? Op.JIS : Op.JNIS, register, value);
      return true;
    }
    case '==':
    case '!=': {
      // `== true` converts its operands; `== null` holds for null and undefined only.
      if (!isNullish) return false;
      const equal = (operator === '==') === when;
      const register = operandOf(e, operand);
      code.at(position);
      code.jump(label, equal ? Op.JNULLISH : Op.JNNULLISH, register);
      return true;
    }
    default:
      return false;
  }
}
