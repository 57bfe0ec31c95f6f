// Several values rotate in one assignment.
export function main() {
  let [a, b, c] = [1, 2, 3];
  [a, b, c] = [c, a, b];
  console.log(a, b, c); // expect: 3 1 2
  let i = 0;
  const list = [0, 0, 0];
  [list[i++], list[i++], list[i++]] = [7, 8, 9];
  console.log(list.join(), i); // expect: 7,8,9 3
}
