// sort with a function of two values, in place.
export function main() {
  const a = [5, 3, 9, -1, 0, 3.5];
  console.log(a.sort((x, y) => x - y) === a, a.join()); // expect: true -1,0,3,3.5,5,9
  console.log([...a].sort((x, y) => y - x).join()); // expect: 9,5,3.5,3,0,-1
  console.log([2, 1].sort(undefined).join(), [3, 1, 2].sort(() => 0).join()); // expect: 1,2 3,1,2
}
