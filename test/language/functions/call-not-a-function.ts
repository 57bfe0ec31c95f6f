// @check: off
// Calling what is no function is a TypeError, after the arguments ran.
function arg() {
  console.log('argument');
}

export function main() {
  for (const f of [undefined, null, 1, 'f', {}, []]) {
    try {
      f(arg());
    } catch (error) {
      console.log(error.name);
    }
  }
  // expect: argument
  // expect: TypeError
  // expect: argument
  // expect: TypeError
  // expect: argument
  // expect: TypeError
  // expect: argument
  // expect: TypeError
  // expect: argument
  // expect: TypeError
  // expect: argument
  // expect: TypeError
}
