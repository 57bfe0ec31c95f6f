// A loop over fractions adds up their error.
export function main() {
  let turns = 0;
  let x = 0;
  for (; x < 1; x += 0.1) turns++;
  console.log(turns, x); // expect: 11 1.0999999999999999
}
