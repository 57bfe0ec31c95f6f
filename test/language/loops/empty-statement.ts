// @check: off
// A loop may have no body at all.
export function main() {
  let i = 0;
  for (; i < 10; i++);
  while (i-- > 5);
  console.log(i); // expect: 4
  if (i) {
  }
  else console.log('never');
}
