// splice keeps holes as holes.
export function main() {
  const a = [1, , 3, , 5];
  const removed = a.splice(1, 2);
  console.log(removed.length, 0 in removed, 1 in removed, a.length, 1 in a, Object.keys(a).join()); // expect: 2 false true 3 false 0,2
  const b = [, , 1];
  b.splice(0, 0, 9 as any);
  console.log(b.length, Object.keys(b).join()); // expect: 4 0,3
}
