// @check: off
// Deleting an element leaves a hole and the length.
export function main() {
  const a = [1, 2, 3];
  console.log(delete a[1], a.length, 1 in a, a[1], a.join()); // expect: true 3 false undefined 1,,3
  delete a[2];
  console.log(a.length, delete a[7]); // expect: 3 true
}
