// Imports are live: they show what the exporting module does later.
import { count, increment } from './counter';
import * as counter from './counter';

export function main() {
  console.log(count); // expect: 0
  increment();
  increment();
  console.log(count, counter.count); // expect: 2 2
}
