// Recursion without end that nobody catches ends the program.
// expect error: RangeError
function down(): number {
  return 1 + down();
}

export function main() {
  console.log('before'); // expect: before
  down();
}
