// A closure in a default sees the parameters, not the body's variables.
const x = 'outer';
function f(get = () => x) {
  const x = 'body';
  return get() + ' ' + x;
}

export function main() {
  console.log(f()); // expect: outer body
}
