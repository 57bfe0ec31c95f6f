// The third argument indents.
export function main() {
  const o = { a: 1, b: [1, { c: null }], d: {}, e: [] };
  console.log(JSON.stringify(o, null, 2)); // expect json: "{\n  \"a\": 1,\n  \"b\": [\n    1,\n    {\n      \"c\": null\n    }\n  ],\n  \"d\": {},\n  \"e\": []\n}"
  console.log(JSON.stringify([1, [2]], null, '--')); // expect json: "[\n--1,\n--[\n----2\n--]\n]"
  console.log(
    JSON.stringify([1], null, 20) === JSON.stringify([1], null, 10),
    JSON.stringify([1], null, 'abcdefghijkl').length,
    JSON.stringify([1], null, 0),
    JSON.stringify([1], null, new Number(1) as any).length,
  ); // expect: true 15 [1] 6
}
