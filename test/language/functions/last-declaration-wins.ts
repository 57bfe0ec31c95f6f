// @check: off
// Of two declarations with one name the last is the function.
export function main() {
  console.log(f()); // expect: second
  function f() {
    return 'first';
  }
  function f() {
    return 'second';
  }
}
