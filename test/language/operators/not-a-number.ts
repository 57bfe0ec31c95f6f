// NaN is unequal to itself and to all else.
export function main() {
  const n = NaN;
  console.log(n === n, n !== n, n < 1, n >= 1, Object.is(n, NaN)); // expect: false true false false true
  console.log(NaN + 1, NaN * 0, Math.max(1, NaN), NaN ** 0); // expect: NaN NaN NaN 1
  console.log([NaN].indexOf(NaN), [NaN].includes(NaN)); // expect: -1 true
}
