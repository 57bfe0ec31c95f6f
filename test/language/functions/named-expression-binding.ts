// @check: off
// A named function expression sees itself by a name that cannot be reassigned.
export function main() {
  const factorial = function self(n) {
    return n < 2 ? 1 : n * self(n - 1);
  };
  console.log(factorial(10)); // expect: 3628800
  const other = function self() {
    try {
      self = null;
    } catch (error) {
      return error.name;
    }
  };
  console.log(other()); // expect: TypeError
  console.log(typeof self); // expect: undefined
}
