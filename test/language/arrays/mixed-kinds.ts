// Numbers turn to mixed values and back in the same array.
export function main() {
  const a: any[] = [1, 2, 3];
  a.push(1.5, 'text', null, { n: 1 }, -0, NaN);
  console.log(a.length, typeof a[4], a[6].n, Object.is(a[7], -0), a[8]); // expect: 9 string 1 true NaN
  a[0] = 'first';
  a.length = 3;
  console.log(a.join()); // expect: first,2,3
}
