// A var loop variable is one variable for all closures.
export function main() {
  const readers: (() => number)[] = [];
  for (var i = 0; i < 3; i++) {
    readers.push(() => i);
  }
  console.log(readers.map((read) => read()).join()); // expect: 3,3,3
}
