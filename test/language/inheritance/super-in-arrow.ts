// @check: off
// super() and this may be inside an arrow.
class A {
  x = 1;
  m() {
    return 'A.m';
  }
}
class B extends A {
  constructor() {
    const init = () => super();
    const read = () => this.x;
    init();
    this.y = read() + 1;
  }
  m() {
    return [1].map(() => super.m())[0];
  }
}

export function main() {
  const b = new B();
  console.log(b.x, b.y, b.m()); // expect: 1 2 A.m
}
