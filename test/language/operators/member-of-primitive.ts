// @check: off
// Properties of primitives come from their prototypes; writes are refused.
export function main() {
  console.log('abc'.length, (5).constructor === Number, true.toString(), 'abc'[1], 'abc'[5]); // expect: 3 true true b undefined
  try {
    'abc'.foo = 1;
  } catch (error) {
    console.log(error.name); // expect: TypeError
  }
  try {
    (5).x = 1;
  } catch (error) {
    console.log(error.name); // expect: TypeError
  }
  try {
    'abc'[0] = 'x';
  } catch (error) {
    console.log(error.name); // expect: TypeError
  }
}
