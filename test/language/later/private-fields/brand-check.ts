// needs: private-fields
// #x in o tells instances; others are a TypeError.
export function main() {
  class A {
    #x = 1;
    static is(o: object) {
      return #x in o;
    }
    static read(o: A) {
      return o.#x;
    }
  }
  class B extends A {}
  console.log(A.is(new A()), A.is({}), A.is(new B()), A.read(new B())); // expect: true false true 1
  try {
    A.read({} as A);
  } catch (error) {
    console.log((error as Error).name); // expect: TypeError
  }
}
