// @check: off
// A let without a value is undefined, on every entry of its block.
export function main() {
  for (let i = 0; i < 3; i++) {
    let v;
    console.log(v);
    v = i;
  }
  // expect: undefined
  // expect: undefined
  // expect: undefined
}
