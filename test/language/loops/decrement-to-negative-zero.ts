// Counting down reaches 0, not -0.
export function main() {
  let i = 3;
  while (i > 0) i -= 1;
  console.log(Object.is(i, 0), 1 / i); // expect: true Infinity
}
