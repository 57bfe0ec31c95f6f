// A declaration with a pattern exports all its names.
import { a, b, rest, x } from './lib';

export function main() {
  console.log(a, b, rest.join(), x); // expect: 1 2 second,third first
}
