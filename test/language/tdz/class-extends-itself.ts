// @check: off
// The heritage clause sees the class's own name in its dead zone.
export function main() {
  try {
    class A extends A {}
  } catch (error) {
    console.log(error.name); // expect: ReferenceError
  }
}
