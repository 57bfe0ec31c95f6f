// return in a constructor ends it; the object is still made.
class A {
  x = 1;
  constructor(stop: boolean) {
    if (stop) return;
    this.x = 2;
  }
}

export function main() {
  console.log(new A(true).x, new A(false).x); // expect: 1 2
}
