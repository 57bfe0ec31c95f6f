// @check: off
// Comparisons chain by their boolean results, not as in mathematics.
export function main() {
  console.log(1 < 2 < 3, 3 > 2 > 1, (1 === 1) === true); // expect: true false true
}
