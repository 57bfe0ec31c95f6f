// String() and new String().
export function main() {
  console.log(String(), String(undefined), String(123), String([1, [2]]), typeof String(1)); // expect json: " undefined 123 1,2 string"
  const o = new String('abc');
  console.log(
    typeof o,
    o.length,
    (o as any)[1],
    o + 'd',
    Object.keys(o).join(),
    (o as any) == 'abc',
  ); // expect: object 3 b abcd 0,1,2 true
}
