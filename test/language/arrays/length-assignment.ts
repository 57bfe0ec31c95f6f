// Setting length cuts or stretches.
export function main() {
  const a = [1, 2, 3, 4];
  a.length = 2;
  console.log(a.join(), a[2]); // expect: 1,2 undefined
  a.length = 4;
  console.log(a.join(), 2 in a, a.length); // expect: 1,2,, false 4
  a[6] = 7;
  console.log(a.length, a.join()); // expect: 7 1,2,,,,,7
  a.length = 0;
  console.log(a.length, a[0]); // expect: 0 undefined
}
