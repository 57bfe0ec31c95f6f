// @check: off
// Wrapper objects are objects that convert to their primitive.
export function main() {
  const n = new Number(5);
  const s = new String('abc');
  const b = new Boolean(false);
  console.log(typeof n, typeof s, typeof b); // expect: object object object
  console.log(n + 1, s + 'd', b ? 'truthy' : 'falsy', n == 5, n === 5, s.length, s[1]); // expect: 6 abcd truthy true false 3 b
  console.log(n.valueOf() === 5, s.toString() === 'abc', b.valueOf()); // expect: true true false
  console.log(Object(1) instanceof Number, Object('x') instanceof String, typeof Object(true)); // expect: true true object
  console.log(Object.keys(s).join(), JSON.stringify([n, s, b])); // expect: 0,1,2 [5,"abc",false]
}
