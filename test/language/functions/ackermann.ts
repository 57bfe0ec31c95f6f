// Deeply nested calls keep their own arguments.
function ackermann(m: number, n: number): number {
  if (m === 0) return n + 1;
  if (n === 0) return ackermann(m - 1, 1);
  return ackermann(m - 1, ackermann(m, n - 1));
}

export function main() {
  console.log(ackermann(2, 3), ackermann(2, 9)); // expect: 9 21
}
