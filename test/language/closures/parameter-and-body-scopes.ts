// With defaults, a var of the body starts as a copy of the parameter.
function f(x: number, get = () => x) {
  var x: number;
  const before = x;
  x = 2;
  return `${before} ${x} ${get()}`;
}

export function main() {
  console.log(f(1)); // expect: 1 2 1
}
