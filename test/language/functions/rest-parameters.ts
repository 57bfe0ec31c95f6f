// A rest parameter gathers what is left in a real array.
function f(first: number, ...rest: number[]) {
  return `${first}|${rest.length}|${rest.join()}|${Array.isArray(rest)}`;
}

export function main() {
  console.log(f(1)); // expect: 1|0||true
  console.log(f(1, 2)); // expect: 1|1|2|true
  console.log(f(1, 2, 3)); // expect: 1|2|2,3|true
}
