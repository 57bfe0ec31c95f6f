// needs: private-fields
// @check: off
// A #method cannot be assigned; a getter alone neither.
export function main() {
  class A {
    #m() {}
    get #g() {
      return 1;
    }
    tryMethod() {
      this.#m = 1;
    }
    tryGetter() {
      this.#g = 1;
    }
  }
  for (const f of [() => new A().tryMethod(), () => new A().tryGetter()]) {
    try {
      f();
    } catch (error) {
      console.log(error.name);
    }
  }
  // expect: TypeError
  // expect: TypeError
}
