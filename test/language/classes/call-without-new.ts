// @check: off
// A class cannot be called without new.
export function main() {
  class A {}
  for (const f of [() => A(), () => A.call({}), () => A.apply(null, [])]) {
    try {
      f();
    } catch (error) {
      console.log(error.name);
    }
  }
  // expect: TypeError
  // expect: TypeError
  // expect: TypeError
}
