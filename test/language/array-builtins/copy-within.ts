// copyWithin moves a range inside the array, overlapping right.
export function main() {
  console.log([1, 2, 3, 4, 5].copyWithin(0, 3).join(), [1, 2, 3, 4, 5].copyWithin(1, 0, 3).join()); // expect: 4,5,3,4,5 1,1,2,3,5
  console.log(
    [1, 2, 3, 4, 5].copyWithin(-2, -4, -3).join(),
    [1, 2, 3, 4, 5].copyWithin(0, 1).join(),
  ); // expect: 1,2,3,2,5 2,3,4,5,5
  const h = [1, , 3, 4].copyWithin(2, 0, 2);
  console.log(h.join(), 3 in h, h.length); // expect: 1,,1, false 4
}
