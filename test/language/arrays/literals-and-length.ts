// Literals, holes and length.
export function main() {
  const a = [1, 2, 3];
  console.log(a.length, a[0], a[2], a[3], a['1'], (a as any)[-1]); // expect: 3 1 3 undefined 2 undefined
  console.log([,].length, [1, , 3].length, [, ,].length, 1 in [1, , 3]); // expect: 1 3 2 false
}
