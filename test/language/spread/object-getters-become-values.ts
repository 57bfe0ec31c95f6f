// Spread calls getters, drops setters, prototypes and methods of classes.
let calls = 0;
class A {
  own = 1;
  method() {}
  get inherited() {
    return 2;
  }
}
const o = {
  get n() {
    return ++calls;
  },
};

export function main() {
  const copy = { ...o };
  console.log(copy.n, copy.n, calls); // expect: 1 1 1
  console.log(Object.keys({ ...new A() }).join()); // expect: own
}
