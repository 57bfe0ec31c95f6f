// A closure made in the loop body sees the body's changes, not the next turn's.
export function main() {
  const readers: (() => number)[] = [];
  for (let i = 0; i < 6; i++) {
    readers.push(() => i);
    i++;
  }
  console.log(readers.map((read) => read()).join()); // expect: 1,3,5
}
