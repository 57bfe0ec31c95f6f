// A recursion of a thousand frames is no overflow.
function sum(n: number): number {
  return n === 0 ? 0 : n + sum(n - 1);
}

export function main() {
  console.log(sum(1000)); // expect: 500500
}
