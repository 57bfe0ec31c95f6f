// bind fixes this and leading arguments.
function add(this: { base: number }, a: number, b: number) {
  return this.base + a + b;
}

export function main() {
  const add1 = add.bind({ base: 100 }, 1);
  console.log(add1(2)); // expect: 103
  console.log(add1.call({ base: 0 }, 5)); // expect: 106
  console.log(add1.name, add1.length); // expect: bound add 1
  const add12 = add1.bind({ base: -1 }, 2);
  console.log((add12 as () => number)(), add12.name); // expect: 103 bound bound add
}
