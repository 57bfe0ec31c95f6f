// A module's own export hides one that comes with a star.
import { name, other } from './middle';
import * as middle from './middle';

export function main() {
  console.log(name, other, Object.keys(middle).join(), 'default' in middle); // expect: middle other name,other false
}
