// toSorted and toReversed copy and fill holes.
export function main() {
  const a = [3, 1, 2];
  console.log(
    a.toSorted().join(),
    a.toSorted((x, y) => y - x).join(),
    a.toReversed().join(),
    a.join(),
  ); // expect: 1,2,3 3,2,1 2,1,3 3,1,2
  const h = [3, , 1];
  console.log(h.toSorted().length, 2 in h.toSorted(), 1 in h.toReversed(), h.toReversed().join()); // expect: 3 true true 1,,3
}
