// A subclass that defines only the getter hides the setter too.
class A {
  get v() {
    return 1;
  }
  set v(_: number) {
    console.log('set in A');
  }
}
class B extends A {
  get v() {
    return 2;
  }
}

export function main() {
  const b: any = new B();
  console.log(b.v); // expect: 2
  try {
    b.v = 3;
  } catch (error) {
    console.log((error as Error).name); // expect: TypeError
  }
}
