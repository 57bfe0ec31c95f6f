// @check: off
// Object spread copies own enumerable properties; later ones win.
export function main() {
  const base = { a: 1, b: 2 };
  const o = { x: 0, ...base, b: 3, ...{ c: 4, x: 5 } };
  console.log(JSON.stringify(o)); // expect: {"x":5,"a":1,"b":3,"c":4}
  console.log(JSON.stringify({ ...base, a: undefined }), JSON.stringify({ b: 0, ...base })); // expect: {"b":2} {"b":2,"a":1}
  console.log(
    JSON.stringify({
      ...null,
      ...undefined,
      ...[7, 8],
      ...('hi' as any),
      ...(5 as any),
      ...(true as any),
    }),
  ); // expect: {"0":"h","1":"i"}
}
