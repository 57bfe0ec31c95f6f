/** Functions of Math whose operands are objects: they are converted, in order, and the native runs again. */

export function slowMathAbs(value: any): any {
  return $mathAbs(undefined, +value);
}

export function slowMathAcos(value: any): any {
  return $mathAcos(undefined, +value);
}

export function slowMathAcosh(value: any): any {
  return $mathAcosh(undefined, +value);
}

export function slowMathAsin(value: any): any {
  return $mathAsin(undefined, +value);
}

export function slowMathAsinh(value: any): any {
  return $mathAsinh(undefined, +value);
}

export function slowMathAtan(value: any): any {
  return $mathAtan(undefined, +value);
}

export function slowMathAtanh(value: any): any {
  return $mathAtanh(undefined, +value);
}

export function slowMathCbrt(value: any): any {
  return $mathCbrt(undefined, +value);
}

export function slowMathCeil(value: any): any {
  return $mathCeil(undefined, +value);
}

export function slowMathClz32(value: any): any {
  return $mathClz32(undefined, +value);
}

export function slowMathCos(value: any): any {
  return $mathCos(undefined, +value);
}

export function slowMathCosh(value: any): any {
  return $mathCosh(undefined, +value);
}

export function slowMathExp(value: any): any {
  return $mathExp(undefined, +value);
}

export function slowMathExpm1(value: any): any {
  return $mathExpm1(undefined, +value);
}

export function slowMathFloor(value: any): any {
  return $mathFloor(undefined, +value);
}

export function slowMathFround(value: any): any {
  return $mathFround(undefined, +value);
}

export function slowMathLog(value: any): any {
  return $mathLog(undefined, +value);
}

export function slowMathLog1p(value: any): any {
  return $mathLog1p(undefined, +value);
}

export function slowMathLog10(value: any): any {
  return $mathLog10(undefined, +value);
}

export function slowMathLog2(value: any): any {
  return $mathLog2(undefined, +value);
}

export function slowMathRound(value: any): any {
  return $mathRound(undefined, +value);
}

export function slowMathSign(value: any): any {
  return $mathSign(undefined, +value);
}

export function slowMathSin(value: any): any {
  return $mathSin(undefined, +value);
}

export function slowMathSinh(value: any): any {
  return $mathSinh(undefined, +value);
}

export function slowMathSqrt(value: any): any {
  return $mathSqrt(undefined, +value);
}

export function slowMathTan(value: any): any {
  return $mathTan(undefined, +value);
}

export function slowMathTanh(value: any): any {
  return $mathTanh(undefined, +value);
}

export function slowMathTrunc(value: any): any {
  return $mathTrunc(undefined, +value);
}

export function slowMathAtan2(a: any, b: any): any {
  const first = +a;
  return $mathAtan2(undefined, first, +b);
}

export function slowMathImul(a: any, b: any): any {
  const first = +a;
  return $mathImul(undefined, first, +b);
}

export function slowMathPow(a: any, b: any): any {
  const first = +a;
  return $mathPow(undefined, first, +b);
}

export function slowMathHypot(...values: any[]): any {
  let largest = 0;
  let isNaN = false;
  const sizes: any[] = [];
  for (const value of values) {
    const number = +value;
    const size = number < 0 ? -number : number;
    $arrayPush(sizes, size);
    if (size !== size) isNaN = true;
    else if (size > largest) largest = size;
  }
  if (largest === Infinity) return Infinity;
  if (isNaN) return NaN;
  if (largest === 0) return 0;
  let sum = 0;
  let lost = 0;
  for (const size of sizes) {
    const part = size / largest;
    const term = part * part - lost;
    const next = sum + term;
    lost = next - sum - term;
    sum = next;
  }
  return $mathSqrt(undefined, sum) * largest;
}

export function slowMathMax(...values: any[]): any {
  let result = -Infinity;
  for (const value of values) result = $mathMax(undefined, result, +value);
  return result;
}

export function slowMathMin(...values: any[]): any {
  let result = Infinity;
  for (const value of values) result = $mathMin(undefined, result, +value);
  return result;
}
