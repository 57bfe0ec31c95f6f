// An array that grows in the loop is visited to its new end.
export function main() {
  const list = [1, 2];
  let visits = 0;
  for (const v of list) {
    visits++;
    if (list.length < 6) list.push(v + 10);
  }
  console.log(visits, list.join()); // expect: 6 1,2,11,12,21,22
}
