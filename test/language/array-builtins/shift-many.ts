// A queue by push and shift.
export function main() {
  const queue: number[] = [];
  let next = 0;
  let sum = 0;
  for (let i = 0; i < 2000; i++) {
    queue.push(next++, next++);
    sum += queue.shift()!;
  }
  console.log(queue.length, sum, queue[0], queue.at(-1)); // expect: 2000 1999000 2000 3999
}
