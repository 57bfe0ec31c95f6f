// @check: off
// Every error class has its name, its prototype and its place in the family.
export function main() {
  for (const E of [
    Error,
    TypeError,
    RangeError,
    SyntaxError,
    ReferenceError,
    EvalError,
    URIError,
  ]) {
    const e = new E('msg');
    console.log(
      E.name,
      e.name,
      e.message,
      e instanceof E,
      e instanceof Error,
      Object.getPrototypeOf(E) === (E === Error ? Function.prototype : Error),
      Object.hasOwn(e, 'name'),
      E.length,
    );
  }
  // expect: Error Error msg true true true false 1
  // expect: TypeError TypeError msg true true true false 1
  // expect: RangeError RangeError msg true true true false 1
  // expect: SyntaxError SyntaxError msg true true true false 1
  // expect: ReferenceError ReferenceError msg true true true false 1
  // expect: EvalError EvalError msg true true true false 1
  // expect: URIError URIError msg true true true false 1
}
