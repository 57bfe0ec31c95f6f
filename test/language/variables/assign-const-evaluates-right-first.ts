// @check: off
// The right side runs before the assignment to a const fails.
export function main() {
  const fixed = 1;
  function side() {
    console.log('right side'); // expect: right side
    return 2;
  }
  try {
    fixed = side();
  } catch (error) {
    console.log(error.name); // expect: TypeError
  }
}
