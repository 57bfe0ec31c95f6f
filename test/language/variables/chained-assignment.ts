// An assignment is an expression and binds from the right.
export function main() {
  let a = 0;
  let b = 0;
  let c = 0;
  a = b = c = 7;
  console.log(a, b, c); // expect: 7 7 7
  console.log((a = 3) + a); // expect: 6
}
