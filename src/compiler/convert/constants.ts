/** Constant folding: what literals come to, by the rules of JavaScript's own operators. */
import type { ArithmeticOperator, Expression } from '../syntax';

/** The literal an expression of literals comes to, or the expression itself. */
export function foldConstant(expression: Expression): Expression {
  const value = constantValue(expression);
  if (value === undefined) return expression;
  const { position } = expression;
  if (typeof value === 'number') return { kind: 'Number', position, assigns: false, value };
  return { kind: 'String', position, assigns: false, value };
}

/** The number or string that an expression of literals comes to. */
export function constantValue(expression: Expression): number | string | undefined {
  switch (expression.kind) {
    case 'Number':
    case 'String':
      return expression.value;
    case 'Unary':
      return foldUnary(expression.operator, constantValue(expression.operand));
    case 'Binary': {
      const left = constantValue(expression.left);
      if (left === undefined) return undefined;
      const right = constantValue(expression.right);
      if (right === undefined) return undefined;
      return foldBinary(expression.operator, left, right);
    }
    case 'Template': {
      let text = expression.texts[0];
      for (let index = 0; index < expression.values.length; index++) {
        const value = constantValue(expression.values[index]);
        if (value === undefined) return undefined;
        text += String(value) + expression.texts[index + 1];
      }
      return text.length <= MAX_FOLDED_LENGTH ? text : undefined;
    }
    default:
      return undefined;
  }
}

/** Longer texts are built at run time, where they are counted. */
const MAX_FOLDED_LENGTH = 1000;

function foldUnary(operator: string, value: number | string | undefined): number | undefined {
  if (typeof value !== 'number') return undefined;
  switch (operator) {
    case '-':
      return -value;
    case '+':
      return value;
    case '~':
      return ~value;
    default:
      return undefined;
  }
}

function foldBinary(
  operator: string,
  left: number | string,
  right: number | string,
): number | string | undefined {
  if (typeof left === 'number' && typeof right === 'number') {
    return foldNumbers(operator as ArithmeticOperator, left, right);
  }
  if (operator !== '+') return undefined;
  const text = String(left) + String(right);
  return text.length <= MAX_FOLDED_LENGTH ? text : undefined;
}

/** `**` is left to the core, whose power function is its own. */
export function foldNumbers(
  operator: ArithmeticOperator,
  left: number,
  right: number,
): number | undefined {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
    case '%':
      return left % right;
    case '&':
      return left & right;
    case '|':
      return left | right;
    case '^':
      return left ^ right;
    case '<<':
      return left << right;
    case '>>':
      return left >> right;
    case '>>>':
      return left >>> right;
    default:
      return undefined;
  }
}
