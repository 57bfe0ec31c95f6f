/** What can be proven of a value's type from the code itself, without trusting any declared type. */
import type { Variable } from '../scope';
import type { BinaryOperator, Expression } from '../syntax';

/** Steps that one proof may take; a longer one is not found. */
const MAX_STEPS = 300;

/** Is the value always a number? */
export function isNumber(node: Expression): boolean {
  return new NumberProof().expression(node);
}

/** Are all values that are ever assigned to the variable numbers? */
export function isNumberVariable(variable: Variable): boolean {
  return new NumberProof().variable(variable);
}

/** A proof by induction: a variable under proof is assumed to hold numbers where its own values use it. */
class NumberProof {
  private readonly assumed: Variable[] = [];
  private steps = 0;

  variable(variable: Variable): boolean {
    const { kind, values } = variable;
    if ((kind !== 'let' && kind !== 'const') || values.length === 0) return false;
    if (this.assumed.includes(variable)) return true;
    const before = this.assumed.length;
    this.assumed.push(variable);
    const holds = values.every(
      (value) => value === 'number' || (value !== 'unknown' && this.expression(value)),
    );
    // What was proven from a wrong assumption is not proven.
    if (!holds) this.assumed.length = before;
    return holds;
  }

  expression(node: Expression): boolean {
    if (++this.steps > MAX_STEPS) return false;
    switch (node.kind) {
      case 'Number':
        return true;
      case 'Name':
        return node.variable !== undefined && !node.check && this.variable(node.variable);
      case 'Unary':
        // Unary plus refuses bigints; the others keep them.
        if (node.operator === '+') return true;
        return (node.operator === '-' || node.operator === '~') && this.expression(node.operand);
      case 'Update':
        return node.target.kind === 'Name' && this.expression(node.target);
      case 'Binary':
        return this.operation(node.operator, node.left, node.right);
      case 'CompoundAssign':
        return (
          node.target.kind === 'Name' && this.operation(node.operator, node.target, node.value)
        );
      case 'Conditional':
        return this.expression(node.consequent) && this.expression(node.otherwise);
      default:
        return false;
    }
  }

  private operation(operator: BinaryOperator, left: Expression, right: Expression): boolean {
    switch (operator) {
      case '>>>':
        return true;
      case '+':
        return this.expression(left) && this.expression(right);
      case '-':
      case '*':
      case '/':
      case '%':
      case '**':
      case '&':
      case '|':
      case '^':
      case '<<':
      case '>>':
        // Numbers and bigints do not mix.
        return this.expression(left) || this.expression(right);
      default:
        return false;
    }
  }
}

/** Is the value never an object or a symbol, so that `+` with a string makes the text that ToString makes? */
export function isPrimitive(node: Expression): boolean {
  switch (node.kind) {
    case 'String':
    case 'Template':
    case 'Special':
      return true;
    case 'Unary':
      return node.operator !== '-' && node.operator !== '~' ? true : isNumber(node);
    case 'Binary':
      switch (node.operator) {
        case '<':
        case '<=':
        case '>':
        case '>=':
        case '==':
        case '!=':
        case '===':
        case '!==':
        case 'in':
        case 'instanceof':
          return true;
        default:
          return isNumber(node);
      }
    default:
      return isNumber(node);
  }
}
