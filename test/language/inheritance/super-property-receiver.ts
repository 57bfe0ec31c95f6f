// A getter or method reached through super runs with this as receiver.
class A {
  get kind() {
    return `kind of ${this.id}`;
  }
  get id() {
    return 'A';
  }
}
class B extends A {
  get id() {
    return 'B';
  }
  get kind() {
    return `super says ${super.kind}`;
  }
}

export function main() {
  console.log(new B().kind); // expect: super says kind of B
}
