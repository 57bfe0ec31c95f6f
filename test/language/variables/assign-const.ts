// @check: off
// Assigning a const is a TypeError at run time; the value stays.
export function main() {
  const fixed = 1;
  try {
    fixed = 2;
  } catch (error) {
    console.log(error.constructor === TypeError); // expect: true
  }
  console.log(fixed); // expect: 1
  try {
    fixed++;
  } catch (error) {
    console.log(error.name); // expect: TypeError
  }
}
