// Deleting and adding again moves a key to the end.
export function main() {
  const o: any = { a: 1, b: 2, c: 3 };
  delete o.a;
  o.a = 4;
  console.log(
    Object.entries(o)
      .map(([k, v]) => k + v)
      .join(),
  ); // expect: b2,c3,a4
}
