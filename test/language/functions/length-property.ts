// length counts the parameters before the first default or rest.
export function main() {
  const fs = [
    () => 0,
    (a: any) => a,
    (a: any, b = 1, c: any) => a,
    (...r: any[]) => r,
    ({ a }: any, [b]: any) => a,
  ];
  console.log(fs.map((f) => f.length).join()); // expect: 0,1,1,0,2
  console.log(main.length, Math.max.length, [].slice.length, 'x'.replace.length); // expect: 0 2 2 2
}
