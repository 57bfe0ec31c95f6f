// An error in a constructor leaves no object behind.
export function main() {
  class A {
    constructor(ok: boolean) {
      if (!ok) throw new RangeError('not ok');
    }
  }
  let a: A | undefined;
  try {
    a = new A(false);
  } catch (error) {
    console.log((error as Error).name, a); // expect: RangeError undefined
  }
  a = new A(true);
  console.log(a instanceof A); // expect: true
}
