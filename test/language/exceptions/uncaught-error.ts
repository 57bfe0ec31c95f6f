// An error that nobody catches ends the program.
// expect error: RangeError: too far
export function main() {
  console.log('before'); // expect: before
  throw new RangeError('too far');
}
