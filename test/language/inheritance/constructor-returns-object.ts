// @check: off
// An object returned by the base becomes the subclass's this.
const shared = { tag: 'shared' };
class A {
  constructor() {
    return shared;
  }
}
class B extends A {
  field = 'added';
}
class C extends A {
  constructor() {
    super();
    return { tag: 'own' };
  }
}
class D extends A {
  constructor() {
    super();
    return 5;
  }
}

export function main() {
  console.log(new B().tag, shared.field, new C().tag, new B() instanceof B); // expect: shared added own false
  try {
    new D();
  } catch (error) {
    console.log(error.name); // expect: TypeError
  }
}
