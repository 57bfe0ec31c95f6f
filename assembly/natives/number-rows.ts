/** The natives of the number family, by number, and their rows. */
import { NativeRow } from './row';

export const enum NumberNative {
  BASE = 300,
  // These have a helper in the library, in the same order: LibraryHelper.MATH_ABS …
  ABS = 300,
  ACOS,
  ACOSH,
  ASIN,
  ASINH,
  ATAN,
  ATANH,
  ATAN2,
  CBRT,
  CEIL,
  CLZ32,
  COS,
  COSH,
  EXP,
  EXPM1,
  FLOOR,
  FROUND,
  HYPOT,
  IMUL,
  LOG,
  LOG1P,
  LOG10,
  LOG2,
  MAX,
  MIN,
  POW,
  ROUND,
  SIGN,
  SIN,
  SINH,
  SQRT,
  TAN,
  TANH,
  TRUNC,
  TO_STRING,
  TO_FIXED,
  TO_EXPONENTIAL,
  TO_PRECISION,
  PARSE_FLOAT,
  PARSE_INT,
  IS_NAN_GLOBAL,
  IS_FINITE_GLOBAL,
  // These have none.
  RANDOM,
  IS_NAN,
  IS_FINITE,
  IS_INTEGER,
  IS_SAFE_INTEGER,
  TO_INTEGER,
  TO_LENGTH,
  NEW_WRAPPER,
  WRAPPER_VALUE,
  END,
}

/** In the order of the enum. Not compiled into the core. */
export function numberNatives(): NativeRow[] {
  const rows: NativeRow[] = [];
  function row(name: string, parameters: i32): void {
    rows.push(new NativeRow(NumberNative.BASE + rows.length, name, parameters, 0));
  }
  row('mathAbs', 1);
  row('mathAcos', 1);
  row('mathAcosh', 1);
  row('mathAsin', 1);
  row('mathAsinh', 1);
  row('mathAtan', 1);
  row('mathAtanh', 1);
  row('mathAtan2', 2);
  row('mathCbrt', 1);
  row('mathCeil', 1);
  row('mathClz32', 1);
  row('mathCos', 1);
  row('mathCosh', 1);
  row('mathExp', 1);
  row('mathExpm1', 1);
  row('mathFloor', 1);
  row('mathFround', 1);
  row('mathHypot', 2);
  row('mathImul', 2);
  row('mathLog', 1);
  row('mathLog1p', 1);
  row('mathLog10', 1);
  row('mathLog2', 1);
  row('mathMax', 2);
  row('mathMin', 2);
  row('mathPow', 2);
  row('mathRound', 1);
  row('mathSign', 1);
  row('mathSin', 1);
  row('mathSinh', 1);
  row('mathSqrt', 1);
  row('mathTan', 1);
  row('mathTanh', 1);
  row('mathTrunc', 1);
  // `this` = number; (radix), (digits)
  row('numberToString', 1);
  row('numberToFixed', 1);
  row('numberToExponential', 1);
  row('numberToPrecision', 1);
  // (text), (text, radix)
  row('parseFloat', 1);
  row('parseInt', 2);
  // (value): of anything that converts to a number
  row('isNaN', 1);
  row('isFinite', 1);

  row('mathRandom', 0);
  // (value)
  row('numberIsNaN', 1);
  row('numberIsFinite', 1);
  row('numberIsInteger', 1);
  row('numberIsSafeInteger', 1);
  // (primitive): ToIntegerOrInfinity, ToLength
  row('toInteger', 1);
  row('toLength', 1);
  // (new.target, primitive) → its wrapper object
  row('newWrapper', 2);
  // (value) → the primitive in a wrapper object, the hole for any other value
  row('wrapperValue', 1);
  return rows;
}
