// Leaving two for…of loops at once.
export function main() {
  const seen: string[] = [];
  outer: for (const a of ['x', 'y', 'z']) {
    for (const b of new Set([1, 2, 3])) {
      if (b === 2) continue outer;
      if (a === 'z') break outer;
      seen.push(a + b);
    }
  }
  console.log(seen.join()); // expect: x1,y1
}
