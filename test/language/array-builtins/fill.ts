// fill writes one value over a range, holes too.
export function main() {
  console.log(
    [1, 2, 3].fill(0).join(),
    [1, 2, 3].fill(9, 1).join(),
    [1, 2, 3].fill(9, -1).join(),
    [1, 2, 3].fill(9, 0, -1).join(),
  ); // expect: 0,0,0 1,9,9 1,2,9 9,9,3
  console.log(new Array(3).fill('x').join(''), [1].fill(5, 2).join(), [1, 2].fill(5, 1, 1).join()); // expect: xxx 1 1,2
  const a = new Array(2).fill(undefined);
  console.log(0 in a, a.length); // expect: true 2
}
