// delete removes an own property and says whether it is gone.
export function main() {
  const o: any = { a: 1, b: 2, c: 3 };
  console.log(delete o.b, Object.keys(o).join(), delete o.missing, delete o['a']); // expect: true a,c true true
  console.log(Object.keys(o).join()); // expect: c
  o.b = 4;
  console.log(Object.keys(o).join()); // expect: c,b
  class A {
    x() {}
  }
  const a: any = new A();
  console.log(delete a.x, typeof a.x); // expect: true function
}
