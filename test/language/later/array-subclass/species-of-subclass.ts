// needs: array-subclass
// @check: off
// A subclass of Array.
export function main() {
  class Stack extends Array {
    top() {
      return this[this.length - 1];
    }
  }
  const s = new Stack();
  s.push(1, 2, 3);
  console.log(
    s.top(),
    s.length,
    s instanceof Stack,
    Array.isArray(s),
    s.map((x) => x * 2) instanceof Stack,
    Stack.of(1, 2).top(),
  ); // expect: 3 3 true true true 2
  console.log(
    Stack.from([4]).top(),
    s.filter(() => true).constructor === Stack,
    [].concat(s) instanceof Stack,
    JSON.stringify(s),
  ); // expect: 4 true false [1,2,3]
}
