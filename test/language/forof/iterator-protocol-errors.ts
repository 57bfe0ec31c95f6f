// @check: off
// What an iterator must be.
export function main() {
  const attempts = {
    noMethod: {},
    notCallable: { [Symbol.iterator]: 5 },
    notAnObject: { [Symbol.iterator]: () => 5 },
    noNext: { [Symbol.iterator]: () => ({}) },
    nextGivesNumber: { [Symbol.iterator]: () => ({ next: () => 5 }) },
    nextThrows: {
      [Symbol.iterator]: () => ({
        next() {
          throw new RangeError('next');
        },
      }),
    },
  };
  for (const [name, source] of Object.entries(attempts)) {
    try {
      for (const v of source) console.log('never', v);
    } catch (error) {
      console.log(name, error.name);
    }
  }
  // expect: noMethod TypeError
  // expect: notCallable TypeError
  // expect: notAnObject TypeError
  // expect: noNext TypeError
  // expect: nextGivesNumber TypeError
  // expect: nextThrows RangeError
}
