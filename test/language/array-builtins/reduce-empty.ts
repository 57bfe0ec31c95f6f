// @check: off
// Folding nothing without a start is a TypeError.
export function main() {
  for (const f of [
    () => [].reduce((a) => a),
    () => [, ,].reduce((a) => a),
    () => [].reduceRight((a) => a),
    () => [1].reduce(),
  ]) {
    try {
      f();
    } catch (error) {
      console.log(error.name);
    }
  }
  console.log(
    [].reduce((a) => a, undefined),
    [, 3].reduce((a) => a),
  );
  // expect: TypeError
  // expect: TypeError
  // expect: TypeError
  // expect: TypeError
  // expect: undefined 3
}
