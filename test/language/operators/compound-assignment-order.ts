// The left value is read before the right side runs.
export function main() {
  let x = 1;
  x += x = 10;
  console.log(x); // expect: 11
  const a = [1, 2, 3];
  let i = 0;
  a[i++] += i * 10;
  console.log(a.join(), i); // expect: 11,2,3 1
  a[i] += a[i++] + i;
  console.log(a.join(), i); // expect: 11,6,3 2
}
