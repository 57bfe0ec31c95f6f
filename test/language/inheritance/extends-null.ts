// @check: off
// A class that extends null has no Object behind it and cannot be made plainly.
export function main() {
  class N extends null {
    static x = 1;
  }
  console.log(
    N.x,
    Object.getPrototypeOf(N.prototype),
    Object.getPrototypeOf(N) === Function.prototype,
  ); // expect: 1 null true
  try {
    new N();
  } catch (error) {
    console.log(error.name); // expect: TypeError
  }
}
