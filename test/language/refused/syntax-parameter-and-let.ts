// @check: off
// A let cannot take the name of a parameter.
// expect compile error: syntax
export function main() {
  function f(a) {
    let a = 1;
    return a;
  }
  console.log(f(1));
}
