// Static members are inherited and see the class they were called on.
class A {
  static count = 0;
  static create() {
    this.count++;
    return new this();
  }
}
class B extends A {}

export function main() {
  console.log(A.create() instanceof A, B.create() instanceof B, A.count, B.count); // expect: true true 1 2
  console.log(Object.hasOwn(B, 'count'), Object.getPrototypeOf(B) === A); // expect: true true
}
