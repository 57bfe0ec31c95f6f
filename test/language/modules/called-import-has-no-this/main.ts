// @check: off
// An imported function is called without a receiver.
import { who } from './lib';
import * as lib from './lib';

export function main() {
  console.log(who(), typeof lib.who()); // expect: undefined object
}
