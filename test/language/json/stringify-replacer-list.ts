// A list of keys picks and orders properties at every depth.
export function main() {
  console.log(JSON.stringify({ a: 1, b: 2, c: { b: 3, a: 4, d: 5 } }, ['b', 'a', 'c', 'b'])); // expect: {"b":2,"a":1,"c":{"b":3,"a":4}}
  console.log(
    JSON.stringify({ 1: 'x', a: [{ 1: 'y', b: 2 }] }, [1, 'a']),
    JSON.stringify([1, { a: 1 }], []),
  ); // expect: {"1":"x","a":[{"1":"y"}]} [1,{}]
}
