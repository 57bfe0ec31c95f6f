// @check: off
// Names of exports may be any text.
import { 'any text' as value } from './lib';
import * as lib from './lib';

export function main() {
  console.log(value, lib['any text'], Object.keys(lib).join()); // expect: 5 5 any text
}
