// reduce and reduceRight fold from either end.
export function main() {
  console.log(
    [1, 2, 3, 4].reduce((a, b) => a + b),
    [1, 2, 3].reduce((a, b) => a * 10 + b, 0),
  ); // expect: 10 123
  console.log(
    ['a', 'b', 'c'].reduceRight((a, b) => a + b),
    [[1], [2]].reduceRight((a, b) => a.concat(b), [0]).join(),
  ); // expect: cba 0,2,1
  console.log(
    [5].reduce(() => 9),
    ([] as number[]).reduce(() => 9, 7),
  ); // expect: 5 7
  const seen: string[] = [];
  [, 1, , 2, 3].reduce((a, v, i) => {
    seen.push(`${a}:${v}@${i}`);
    return v;
  });
  console.log(seen.join(' ')); // expect: 1:2@3 2:3@4
}
