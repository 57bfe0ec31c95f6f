// What stringify makes of each kind of value.
export function main() {
  console.log(
    JSON.stringify(1),
    JSON.stringify('a"b\\c\n\u0001'),
    JSON.stringify(true),
    JSON.stringify(null),
    JSON.stringify(undefined),
  ); // expect: 1 "a\"b\\c\n\u0001" true null undefined
  console.log(
    JSON.stringify(NaN),
    JSON.stringify(-Infinity),
    JSON.stringify(-0),
    JSON.stringify(1e21),
    JSON.stringify(() => 0),
  ); // expect: null null 0 1e+21 undefined
  console.log(
    JSON.stringify([undefined, () => 0, NaN, , null]),
    JSON.stringify({ a: undefined, f() {}, n: null }),
  ); // expect: [null,null,null,null,null] {"n":null}
  console.log(
    JSON.stringify(new Map([[1, 2]])),
    JSON.stringify(new Set([1])),
    JSON.stringify(new Error('x')),
    JSON.stringify([new Number(1), new String('s'), new Boolean(false)]),
  ); // expect: {} {} {} [1,"s",false]
}
