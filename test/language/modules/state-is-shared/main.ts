// All importers share one instance of a module.
import { put } from './writer';
import { take } from './reader';

export function main() {
  put('x');
  put('y');
  console.log(take().join()); // expect: x,y
}
