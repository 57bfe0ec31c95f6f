// An enum may be local to a function.
export function main() {
  enum Outer {
    A = 1,
  }
  const f = () => {
    enum Outer {
      A = 2,
      B,
    }
    return Outer.A + Outer.B;
  };
  console.log(f(), Outer.A); // expect: 5 1
}
