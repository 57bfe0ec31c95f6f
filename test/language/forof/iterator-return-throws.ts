// @check: off
// An error of return replaces a break, but not an error of the body.
export function main() {
  const make = (result) => ({
    [Symbol.iterator]: () => ({
      next: () => ({ value: 1, done: false }),
      return: result,
    }),
  });
  const bomb = () => {
    throw new Error('from return');
  };
  for (const f of [
    () => {
      for (const v of make(bomb)) break;
    },
    () => {
      for (const v of make(bomb)) throw new Error('from body');
    },
    () => {
      for (const v of make(() => 5)) break;
    },
    () => {
      for (const v of make(() => 5)) throw new Error('body again');
    },
    () => {
      for (const v of make(undefined)) break;
      return 'no return method';
    },
    () => {
      for (const v of make(5)) break;
    },
  ]) {
    try {
      console.log(f());
    } catch (error) {
      console.log(error.name, error.name === 'Error' ? error.message : '');
    }
  }
  // expect: Error from return
  // expect: Error from body
  // expect json: "TypeError "
  // expect: Error body again
  // expect: no return method
  // expect json: "TypeError "
}
