// Plain recursion.
function fib(n: number): number {
  return n < 2 ? n : fib(n - 1) + fib(n - 2);
}

export function main() {
  console.log(fib(20)); // expect: 6765
}
