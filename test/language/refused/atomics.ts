// @check: off
// Atomics is out.
// expect compile error: Atomics
export function main() {
  console.log(Atomics.load([1], 0));
}
