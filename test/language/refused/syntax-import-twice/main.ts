// @check: off
// An import binds a name once.
// expect compile error: syntax
import { x } from './lib';
import { y as x } from './lib';
export function main() {
  console.log(x);
}
