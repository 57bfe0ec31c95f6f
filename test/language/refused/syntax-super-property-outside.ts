// @check: off
// super.x needs a method.
// expect compile error: syntax
export function main() {
  function f() {
    return super.x;
  }
  console.log(f());
}
