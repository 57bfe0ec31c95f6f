// The heritage may be any expression, evaluated once.
let calls = 0;
const mixin = <T extends new (...args: any[]) => object>(Base: T) => {
  calls++;
  return class extends Base {
    mixed() {
      return 'mixed';
    }
  };
};
class A {
  own() {
    return 'own';
  }
}
class B extends mixin(mixin(A)) {}

export function main() {
  const b = new B();
  console.log(b.own(), b.mixed(), calls, b instanceof A); // expect: own mixed 2 true
}
