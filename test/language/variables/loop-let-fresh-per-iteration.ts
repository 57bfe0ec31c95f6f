// Each turn of a for loop has a binding of its own.
export function main() {
  const readers: (() => number)[] = [];
  for (let i = 0; i < 3; i++) {
    readers.push(() => i);
  }
  for (const read of readers) console.log(read());
  // expect: 0
  // expect: 1
  // expect: 2
}
