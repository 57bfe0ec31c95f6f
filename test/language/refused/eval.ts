// @check: off
// eval is out: no text becomes code.
// expect compile error: eval at 6:15
export function main() {
  const source = '1 + 1';
  console.log(eval(source));
}
