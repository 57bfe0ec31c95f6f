// An inherited accessor works on the instance.
class A {
  stored = 0;
  get v() {
    return this.stored;
  }
  set v(n: number) {
    this.stored = n * 2;
  }
}
class B extends A {}

export function main() {
  const b = new B();
  b.v = 21;
  console.log(b.v, Object.hasOwn(b, 'v'), Object.keys(b).join()); // expect: 42 false stored
}
