// @check: off
// A static member cannot be called prototype.
// expect compile error: syntax
export function main() {
  class A {
    static prototype() {}
  }
  console.log(A);
}
