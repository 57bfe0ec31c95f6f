// A default is used for undefined only, and computed at each call.
let n = 0;
function next() {
  return ++n;
}
function f(a: number | null = next()) {
  return a;
}

export function main() {
  console.log(f(), f()); // expect: 1 2
  console.log(f(undefined), f(null), f(0)); // expect: 3 null 0
}
