// An error in a module's top level reaches who calls the entry.
// expect error: RangeError: at the top
import { value } from './bad';

export function main() {
  console.log(value);
}
