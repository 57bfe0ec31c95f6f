// Named exports and imports, renamed on either side.
import { add, count as counter, Thing } from './lib';
import { sub as minus } from './lib';

export function main() {
  console.log(add(1, 2), minus(5, 3), counter, new Thing().name); // expect: 3 2 7 thing
}
