// A rejected main ends the program with that error.
// expect error: TypeError: in async
export async function main() {
  await null;
  console.log('before'); // expect: before
  throw new TypeError('in async');
}
