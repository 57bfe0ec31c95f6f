// TypeScript's private is a type: at run time the field is plain.
class A {
  private secret = 1;
  protected half = 2;
  readonly fixed = 3;
}

export function main() {
  const a = new A() as any;
  a.fixed = 4;
  console.log(a.secret, a.half, a.fixed); // expect: 1 2 4
}
