// Each arrow keeps the arguments of the ones around it.
const add = (a: number) => (b: number) => (c: number) => a * 100 + b * 10 + c;

export function main() {
  console.log(add(1)(2)(3)); // expect: 123
  const partial = add(4)(5);
  console.log(partial(6), partial(7)); // expect: 456 457
}
