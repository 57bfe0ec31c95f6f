// Array patterns skip, default and gather.
export function main() {
  const [a, , b = 9, c = 8, ...rest] = [1, 2, undefined, null, 5, 6] as any[];
  console.log(a, b, c, rest.join()); // expect: 1 9 null 5,6
  const [x, y] = 'hi';
  console.log(x, y); // expect: h i
  const [none] = [] as number[];
  console.log(none); // expect: undefined
}
