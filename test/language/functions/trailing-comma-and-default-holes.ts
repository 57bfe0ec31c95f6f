// Trailing commas in parameter and argument lists mean nothing.
function f(a: number, b: number) {
  return a - b;
}

export function main() {
  console.log(f(5, 3), f.length); // expect: 2 2
}
