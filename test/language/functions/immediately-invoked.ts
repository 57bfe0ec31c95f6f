// A function expression may be called where it stands.
export function main() {
  console.log(
    (function (a: number) {
      return a + 1;
    })(1),
  ); // expect: 2
  console.log(((a: number) => a * 2)(4)); // expect: 8
  console.log((() => ({ x: 1 }))().x); // expect: 1
}
