// The chain of prototypes follows the chain of classes.
class A {}
class B extends A {}

export function main() {
  console.log(Object.getPrototypeOf(B.prototype) === A.prototype, Object.getPrototypeOf(B) === A); // expect: true true
  console.log(A.prototype.isPrototypeOf(new B()), B.prototype.constructor === B); // expect: true true
}
