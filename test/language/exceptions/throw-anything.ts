// Any value can be thrown and is caught as it is.
export function main() {
  for (const value of [1, 'text', null, undefined, false]) {
    try {
      throw value;
    } catch (caught) {
      console.log(caught === value, typeof caught);
    }
  }
  // expect: true number
  // expect: true string
  // expect: true object
  // expect: true undefined
  // expect: true boolean
}
