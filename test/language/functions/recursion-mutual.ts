// Two functions may call one another.
function isEven(n: number): boolean {
  return n === 0 ? true : isOdd(n - 1);
}
function isOdd(n: number): boolean {
  return n === 0 ? false : isEven(n - 1);
}

export function main() {
  console.log(isEven(100), isOdd(7), isEven(7)); // expect: true true false
}
