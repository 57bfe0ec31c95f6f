// A subclass without a constructor passes its arguments on.
class A {
  args: number[];
  constructor(...args: number[]) {
    this.args = args;
  }
}
class B extends A {}
class C extends B {
  extra = this.args.length;
}

export function main() {
  console.log(new C(1, 2, 3).args.join(), new C(4, 5).extra); // expect: 1,2,3 2
}
