// Spread puts the elements of any iterable into an array.
export function main() {
  console.log([...[1, 2], 3, ...[4]].join(), [...'héy'].join(), [...new Set([1, 1, 2])].join()); // expect: 1,2,3,4 h,é,y 1,2
  console.log([...new Map([['a', 1]])].join(), [...[]].length, [...[, 1]].length, 0 in [...[, 1]]); // expect: a,1 0 2 true
  const a = [1, 2];
  const copy = [...a];
  copy.push(3);
  console.log(a.length, copy.length); // expect: 2 3
}
