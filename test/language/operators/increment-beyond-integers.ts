// Above 2^53 adding one changes nothing.
export function main() {
  let n = 2 ** 53;
  n++;
  console.log(n === 2 ** 53, 2 ** 53 + 1, 2 ** 53 + 2); // expect: true 9007199254740992 9007199254740994
  let m = 0.1;
  m++;
  console.log(m); // expect: 1.1
  let big = 1e308;
  console.log(big * 10, -big * 10, big + big); // expect: Infinity -Infinity Infinity
}
