// reverse works in place and moves holes.
export function main() {
  const a = [1, 2, 3, 4];
  console.log(a.reverse() === a, a.join()); // expect: true 4,3,2,1
  const h = [1, , 3, 4];
  h.reverse();
  console.log(h.join(), 2 in h, 1 in h, [7].reverse().join()); // expect: 4,3,,1 false true 7
}
