// Writing through a subclass makes an own property there.
class A {
  static v = 1;
  static list: number[] = [];
}
class B extends A {}

export function main() {
  B.v = 2;
  B.list.push(9);
  console.log(A.v, B.v, A.list.join()); // expect: 1 2 9
}
