// Imports take effect before the first line, wherever they stand.
const first = shout('hi');
import { shout } from './lib';

export function main() {
  console.log(first); // expect: HI
}
