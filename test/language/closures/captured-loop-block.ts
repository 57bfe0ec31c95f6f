// Each block entry makes fresh variables for its closures.
export function main() {
  const fs: (() => string)[] = [];
  let n = 3;
  while (n-- > 0) {
    const here = `turn ${n}`;
    fs.push(() => here);
  }
  console.log(fs.map((f) => f()).join(', ')); // expect: turn 2, turn 1, turn 0
}
