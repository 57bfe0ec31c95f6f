// @check: off
// null and undefined cannot be taken apart.
export function main() {
  for (const f of [
    () => {
      const {} = null;
    },
    () => {
      const { a } = undefined;
    },
    () => {
      const [a] = null;
    },
    () => {
      const [a] = {};
    },
    () => {
      const {
        a: { b },
      } = {};
    },
    () => {
      const { x = 1 } = 5;
      console.log(x);
    },
  ]) {
    try {
      f();
    } catch (error) {
      console.log(error.name);
    }
  }
  // expect: TypeError
  // expect: TypeError
  // expect: TypeError
  // expect: TypeError
  // expect: TypeError
  // expect: 1
}
