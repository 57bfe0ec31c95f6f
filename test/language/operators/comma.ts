// @check: off
// A comma runs both and gives the last.
export function main() {
  let a = (1, 2, 3);
  console.log(a); // expect: 3
  let log = '';
  console.log(((log += 'x'), (log += 'y'), log.length)); // expect: 2
  let i, j;
  for (i = 0, j = 10; i < j; i++, j -= 2);
  console.log(i, j); // expect: 4 2
}
