/**
 * Operators on anything: the slow paths of arithmetic, comparison, equality, conversion. Operands that are objects go to library helpers.
 */
import { throwTypeError } from './errors';
import { SPECIAL, pushHelper } from './frames';
import {
  ORDER_RETRY,
  concatenate,
  equalStrings,
  orderStrings,
  primitiveToString,
  stringLength,
  stringToNumberResult,
} from './heap/strings';
import { pow } from './math/power';
import { R_RESULT } from './memory-map';
import { KnownKey, LibraryHelper } from './names';
import { f64Remainder, toInt32 } from './numbers/convert';
import { Op } from './opcodes';
import { DONE, RETRY, charge, knownString, succeed } from './protocol';
import {
  FALSE,
  HOLE,
  NULL,
  TAG_STRING,
  TAG_SYMBOL,
  TRUE,
  UNDEFINED,
  UNINITIALISED,
  boxBool,
  boxInt,
  boxNumber,
  high,
  isBoolean,
  isFunction,
  isNullish,
  isNumber,
  isObject,
  isString,
  isSymbol,
  numberValue,
  pointer,
} from './value';

/** ToBoolean. */
export function truthy(value: u64): bool {
  if (isNumber(value)) {
    const number = numberValue(value);
    return number == number && number != 0;
  }
  if (value == TRUE) return true;
  if (isString(value)) return stringLength(pointer(value)) != 0;
  return high(value) >= TAG_STRING;
}

/** ToNumber of a value that is not an object: the number boxed in R_RESULT. Result code. */
export function toNumber(value: u64): i32 {
  if (isNumber(value)) return succeed(value);
  if (isString(value)) {
    return stringToNumberResult(pointer(value));
  }
  if (value == TRUE) return succeed(boxInt(1));
  if (value == FALSE || value == NULL) return succeed(boxInt(0));
  if (isSymbol(value)) return throwTypeError(KnownKey.MSG_SYMBOL_TO_NUMBER);
  return succeed(boxNumber(NaN));
}

/** A remainder is a division for every eleven powers of two between its operands. */
function chargeRemainder(left: f64, right: f64): void {
  const distance = (reinterpret<u64>(left) >>> 52) & 0x7ff;
  const least = (reinterpret<u64>(right) >>> 52) & 0x7ff;
  if (distance > least) charge(<u32>(distance - least) >>> 6);
}

function numeric(op: u32, left: f64, right: f64): f64 {
  switch (op) {
    case Op.ADD:
      return left + right;
    case Op.SUB:
      return left - right;
    case Op.MUL:
      return left * right;
    case Op.DIV:
      return left / right;
    case Op.MOD:
      chargeRemainder(left, right);
      return f64Remainder(left, right);
    case Op.EXP:
      return pow(left, right);
    case Op.BAND:
      return <f64>(toInt32(left) & toInt32(right));
    case Op.BOR:
      return <f64>(toInt32(left) | toInt32(right));
    case Op.BXOR:
      return <f64>(toInt32(left) ^ toInt32(right));
    case Op.SHL:
      return <f64>(toInt32(left) << (toInt32(right) & 31));
    case Op.SHR:
      return <f64>(toInt32(left) >> (toInt32(right) & 31));
    default:
      return <f64>(<u32>toInt32(left) >>> (<u32>toInt32(right) & 31));
  }
}

/** Two-operand arithmetic (ADD … USHR) on any values; the result goes to R_RESULT, or a helper is called for it. */
export function arithmetic(op: u32, left: u64, right: u64, returnPc: u32, destination: u32): i32 {
  if (isObject(left) || isObject(right)) {
    return pushHelper(
      LibraryHelper.ADD + (op - Op.ADD),
      left,
      right,
      UNDEFINED,
      2,
      returnPc,
      destination,
      0,
    );
  }
  if (op == Op.ADD && (isString(left) || isString(right))) return addStrings(left, right);
  let code = toNumber(left);
  if (code != DONE) return code;
  const leftNumber = numberValue(load<u64>(R_RESULT));
  code = toNumber(right);
  if (code != DONE) return code;
  return succeed(boxNumber(numeric(op, leftNumber, numberValue(load<u64>(R_RESULT)))));
}

function addStrings(left: u64, right: u64): i32 {
  let code = primitiveToString(left);
  if (code != DONE) return code;
  const leftText = pointer(load<u64>(R_RESULT));
  code = primitiveToString(right);
  if (code != DONE) return code;
  return concatenate(leftText, pointer(load<u64>(R_RESULT)));
}

/** One-operand arithmetic: NEG PLUS BNOT INC DEC TONUMERIC. */
export function unary(op: u32, value: u64, returnPc: u32, destination: u32): i32 {
  if (isObject(value)) {
    const helper =
      op == Op.NEG
        ? LibraryHelper.NEG
        : op == Op.PLUS
          ? LibraryHelper.PLUS
          : op == Op.BNOT
            ? LibraryHelper.BNOT
            : op == Op.INC
              ? LibraryHelper.INC
              : op == Op.DEC
                ? LibraryHelper.DEC
                : LibraryHelper.TO_NUMERIC;
    return pushHelper(helper, value, UNDEFINED, UNDEFINED, 1, returnPc, destination, 0);
  }
  const code = toNumber(value);
  if (code != DONE) return code;
  const number = numberValue(load<u64>(R_RESULT));
  switch (op) {
    case Op.NEG:
      return succeed(boxNumber(-number));
    case Op.BNOT:
      return succeed(boxInt(~toInt32(number)));
    case Op.INC:
      return succeed(boxNumber(number + 1));
    case Op.DEC:
      return succeed(boxNumber(number - 1));
    default:
      return succeed(boxNumber(number));
  }
}

/** Which comparison a (fused) instruction makes: Op.LT, LE, GT, GE, EQ or NE. */
export function comparisonOf(op: u32): u32 {
  switch (op) {
    case Op.LT:
    case Op.JLT:
    case Op.JNLT:
    case Op.JLTI:
    case Op.JNLTI:
    case Op.LOOPLT:
      return Op.LT;
    case Op.LE:
    case Op.JLE:
    case Op.JNLE:
    case Op.JLEI:
    case Op.JNLEI:
      return Op.LE;
    case Op.GT:
    case Op.JGT:
    case Op.JNGT:
    case Op.JGTI:
    case Op.JNGTI:
      return Op.GT;
    case Op.GE:
    case Op.JGE:
    case Op.JNGE:
    case Op.JGEI:
    case Op.JNGEI:
      return Op.GE;
    default:
      return Op.EQ;
  }
}

/** Relational comparison of any values: a boolean in R_RESULT, or a helper is called for it. */
export function relational(
  comparison: u32,
  left: u64,
  right: u64,
  returnPc: u32,
  destination: u32,
  special: u64,
): i32 {
  if (isObject(left) || isObject(right)) {
    return pushHelper(
      LibraryHelper.LT + (comparison - Op.LT),
      left,
      right,
      UNDEFINED,
      2,
      returnPc,
      destination,
      special,
    );
  }
  if (isString(left) && isString(right)) {
    const order = orderStrings(pointer(left), pointer(right));
    if (order == ORDER_RETRY) return RETRY;
    return succeed(
      boxBool(
        comparison == Op.LT
          ? order < 0
          : comparison == Op.LE
            ? order <= 0
            : comparison == Op.GT
              ? order > 0
              : order >= 0,
      ),
    );
  }
  let code = toNumber(left);
  if (code != DONE) return code;
  const a = numberValue(load<u64>(R_RESULT));
  code = toNumber(right);
  if (code != DONE) return code;
  const b = numberValue(load<u64>(R_RESULT));
  return succeed(
    boxBool(
      comparison == Op.LT
        ? a < b
        : comparison == Op.LE
          ? a <= b
          : comparison == Op.GT
            ? a > b
            : a >= b,
    ),
  );
}

/** ===: a boolean in R_RESULT. Result code (RETRY when strings must be flattened or compared in chunks). */
export function strictEqual(left: u64, right: u64): i32 {
  if (isNumber(left) && isNumber(right))
    return succeed(boxBool(numberValue(left) == numberValue(right)));
  if (isString(left) && isString(right)) {
    const equal = equalStrings(pointer(left), pointer(right));
    return equal == RETRY ? RETRY : succeed(boxBool(equal != 0));
  }
  return succeed(boxBool(left == right));
}

/** ==: a boolean in R_RESULT, or a helper is called for it. */
export function looseEqual(
  left: u64,
  right: u64,
  returnPc: u32,
  destination: u32,
  special: u64,
  negated: bool,
): i32 {
  if (isNullish(left) || isNullish(right))
    return succeed(boxBool((isNullish(left) && isNullish(right)) != negated));
  const leftObject = isObject(left);
  if (leftObject != isObject(right)) {
    return pushHelper(
      negated ? LibraryHelper.NE : LibraryHelper.EQ,
      left,
      right,
      UNDEFINED,
      2,
      returnPc,
      destination,
      special,
    );
  }
  let code: i32;
  if (
    leftObject ||
    high(left) == high(right) ||
    (isNumber(left) && isNumber(right)) ||
    isSymbol(left) ||
    isSymbol(right)
  ) {
    code = strictEqual(left, right);
    if (code != DONE) return code;
  } else {
    // Primitives of different types: compare as numbers.
    code = toNumber(left);
    if (code != DONE) return code;
    const a = numberValue(load<u64>(R_RESULT));
    code = toNumber(right);
    if (code != DONE) return code;
    store<u64>(R_RESULT, boxBool(a == numberValue(load<u64>(R_RESULT))));
  }
  if (negated) store<u64>(R_RESULT, load<u64>(R_RESULT) ^ 1);
  return DONE;
}

/** SameValue (Object.is): result code; long strings may RETRY. */
export function sameValue(left: u64, right: u64): i32 {
  if (isNumber(left) && isNumber(right)) return succeed(boxBool(left == right));
  return strictEqual(left, right);
}

/** `typeof`. */
export function typeName(value: u64): u64 {
  if (isNumber(value)) return knownString(KnownKey.NUMBER);
  if (isString(value)) return knownString(KnownKey.STRING);
  if (isBoolean(value)) return knownString(KnownKey.BOOLEAN);
  if (isFunction(value)) return knownString(KnownKey.FUNCTION);
  if (isSymbol(value)) return knownString(KnownKey.SYMBOL);
  return knownString(isObject(value) || value == NULL ? KnownKey.OBJECT : KnownKey.UNDEFINED);
}
