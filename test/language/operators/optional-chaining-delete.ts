// @check: off
// delete works through an optional chain.
export function main() {
  const o = { a: { b: 1 } };
  console.log(delete o?.a.b, 'b' in o.a, delete o.x?.y, delete o.x?.y.z); // expect: true false true true
}
