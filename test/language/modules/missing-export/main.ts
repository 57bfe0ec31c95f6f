// @check: off
// Importing a name that is not exported is refused.
// expect compile error: missing
import { missing } from './lib';

export function main() {
  console.log(missing);
}
