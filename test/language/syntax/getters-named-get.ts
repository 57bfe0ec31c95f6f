// Accessors and methods named get, set, static and async.
export function main() {
  class A {
    get() {
      return 1;
    }
    set() {
      return 2;
    }
    static static() {
      return 3;
    }
    async() {
      return 4;
    }
    get get2() {
      return 5;
    }
    static get get() {
      return 6;
    }
    static async async() {
      return 7;
    }
  }
  const a = new A();
  console.log(a.get(), a.set(), A.static(), a.async(), a.get2, A.get, A.async() instanceof Promise); // expect: 1 2 3 4 5 6 true
}
