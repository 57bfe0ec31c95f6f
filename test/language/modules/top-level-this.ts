// @check: off
// this at the top of a module is undefined.
const here = this;
const arrow = () => this;

export function main() {
  console.log(here, arrow()); // expect: undefined undefined
}
