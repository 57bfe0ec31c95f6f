// continue starts the next turn with a fresh copy of the loop variable.
export function main() {
  const seen: (() => number)[] = [];
  for (let i = 0; i < 5; i++) {
    if (i % 2) continue;
    seen.push(() => i);
  }
  console.log(seen.map((f) => f()).join()); // expect: 0,2,4
}
