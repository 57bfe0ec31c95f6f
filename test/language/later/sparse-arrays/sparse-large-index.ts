// needs: sparse-arrays
// @check: off
// A far index does not cost what lies before it.
export function main() {
  const a = [];
  a[1e9] = 'far';
  a[3] = 'near';
  console.log(a.length, Object.keys(a).join(), a[1e9], a[5e8]); // expect: 1000000001 3,1000000000 far undefined
  a.length = 10;
  console.log(a[1e9], a.length, Object.keys(a).join()); // expect: undefined 10 3
}
