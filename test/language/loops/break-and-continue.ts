// break leaves the innermost loop, continue goes to its next turn.
export function main() {
  const seen: string[] = [];
  for (let i = 0; i < 4; i++) {
    for (let j = 0; j < 4; j++) {
      if (j === 1) continue;
      if (j === 3) break;
      seen.push(`${i}${j}`);
    }
    if (i === 2) break;
  }
  console.log(seen.join()); // expect: 00,02,10,12,20,22
}
