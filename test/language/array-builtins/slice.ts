// slice copies a range; negative bounds count from the end.
export function main() {
  const a = [1, 2, 3, 4, 5];
  console.log(
    a.slice().join(),
    a.slice(2).join(),
    a.slice(1, 3).join(),
    a.slice(-2).join(),
    a.slice(-3, -1).join(),
  ); // expect: 1,2,3,4,5 3,4,5 2,3 4,5 3,4
  console.log(
    a.slice(3, 1).length,
    a.slice(9).length,
    a.slice(0, -9).length,
    a.slice(undefined, 2).join(),
  ); // expect: 0 0 0 1,2
  const h = [1, , 3].slice(1);
  console.log(h.length, 0 in h, h.join()); // expect: 2 false ,3
}
