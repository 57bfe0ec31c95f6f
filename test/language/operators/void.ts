// @check: off
// void runs its operand and gives undefined.
export function main() {
  let n = 0;
  console.log(void n++, n, void 'x' === undefined); // expect: undefined 1 true
  console.log((() => void n++)(), n); // expect: undefined 2
}
