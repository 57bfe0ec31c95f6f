// @check: off
// What Array.from refuses.
export function main() {
  for (const f of [
    () => Array.from(null),
    () => Array.from(undefined),
    () => Array.from([1], 5),
    () => Array.from({ length: -1 }).length,
  ]) {
    try {
      console.log(f());
    } catch (error) {
      console.log(error.name);
    }
  }
  // expect: TypeError
  // expect: TypeError
  // expect: TypeError
  // expect: 0
}
