// instance.constructor leads back to the class.
class A {
  clone() {
    return new (this.constructor as new () => A)();
  }
}
class B extends A {}

export function main() {
  console.log(new B().clone() instanceof B, new A().clone() instanceof B, new B().constructor.name); // expect: true false B
}
