// Spreading tens of thousands of elements.
export function main() {
  const big = Array.from({ length: 20000 }, (_, i) => i);
  const copy = [...big, ...big];
  console.log(copy.length, copy[39999], Math.max(...big)); // expect: 40000 19999 19999
}
