// An assignment may be the condition.
export function main() {
  const queue = [3, 2, 1, 0, 9];
  let next: number | undefined;
  let sum = 0;
  while ((next = queue.shift())) sum += next;
  console.log(sum, queue.join()); // expect: 6 9
}
