// @check: off
// An import cannot be assigned from outside.
import { value } from './lib';
import * as lib from './lib';

export function main() {
  try {
    lib.value = 2;
  } catch (error) {
    console.log(error.name); // expect: TypeError
  }
  try {
    delete lib.value;
  } catch (error) {
    console.log(error.name); // expect: TypeError
  }
  console.log(value); // expect: 1
}
