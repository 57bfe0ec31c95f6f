// new works on any expression that gives a class.
class A {
  constructor(public v: number) {}
}
const table = { A, make: () => A };

export function main() {
  console.log(new table.A(1).v, new (table.make())(2).v, new (class extends A {})(3).v); // expect: 1 2 3
  const list = [A];
  console.log(new list[0](4).v); // expect: 4
}
