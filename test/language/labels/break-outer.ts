// A labelled break leaves the named loop.
export function main() {
  const seen: string[] = [];
  outer: for (let i = 0; i < 3; i++) {
    for (let j = 0; j < 3; j++) {
      if (i === 1 && j === 1) break outer;
      seen.push(`${i}${j}`);
    }
  }
  console.log(seen.join()); // expect: 00,01,02,10
}
