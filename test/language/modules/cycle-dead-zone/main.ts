// In a cycle, a const read too early is a ReferenceError.
import { early } from './a';

export function main() {
  console.log(early); // expect: b saw ReferenceError
}
