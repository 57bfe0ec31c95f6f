// @check: off
// Setting a property that has only a getter is a TypeError.
export function main() {
  const o = {
    get x() {
      return 1;
    },
  };
  class A {
    get y() {
      return 2;
    }
  }
  for (const f of [() => (o.x = 5), () => (new A().y = 5), () => o.x++]) {
    try {
      f();
    } catch (error) {
      console.log(error.name);
    }
  }
  console.log(o.x);
  // expect: TypeError
  // expect: TypeError
  // expect: TypeError
  // expect: 1
}
