// Two variables swap through a pattern without a temporary.
export function main() {
  let a = 1;
  let b = 2;
  [a, b] = [b, a];
  console.log(a, b); // expect: 2 1
  const list = [1, 2, 3];
  [list[0], list[2]] = [list[2], list[0]];
  console.log(list.join()); // expect: 3,2,1
}
