// needs: private-fields
// The same #name in two classes means two fields.
export function main() {
  class A {
    #v = 'A';
    a() {
      return this.#v;
    }
  }
  class B extends A {
    #v = 'B';
    b() {
      return this.#v + this.a();
    }
  }
  console.log(new B().b()); // expect: BA
}
