// @check: off
// with is out, as in all strict code.
// expect compile error: with
export function main() {
with ({ x: 1 }) {
  console.log(x);
}
}
