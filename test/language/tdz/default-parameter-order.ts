// @check: off
// A parameter's default sees the parameters before it and none after it.
function forward(a = b, b = 1) {
  return a + b;
}
function backward(a = 1, b = a) {
  return a + b;
}

export function main() {
  console.log(backward()); // expect: 2
  try {
    forward();
  } catch (error) {
    console.log(error.name); // expect: ReferenceError
  }
  console.log(forward(1)); // expect: 2
}
