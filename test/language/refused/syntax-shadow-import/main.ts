// @check: off
// A name of the module cannot be both imported and declared.
// expect compile error: syntax
import { x } from './lib';
const x = 2;
export function main() {
  console.log(x);
}
