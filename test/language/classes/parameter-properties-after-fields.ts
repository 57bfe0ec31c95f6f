// Field initialisers run before parameter properties get their values, as ES2022 fields do.
class A {
  early = this.read();
  constructor(readonly x: number) {}
  read() {
    return this.x as number | undefined;
  }
}

export function main() {
  const a = new A(1);
  console.log(a.early, a.read(), Object.keys(a).sort().join()); // expect: undefined 1 early,x
}
