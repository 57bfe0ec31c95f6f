// A labelled continue goes to the next turn of the named loop.
export function main() {
  const seen: string[] = [];
  outer: for (let i = 0; i < 3; i++) {
    for (let j = 0; j < 3; j++) {
      if (j > i) continue outer;
      seen.push(`${i}${j}`);
    }
    seen.push('end');
  }
  console.log(seen.join()); // expect: 00,10,11,20,21,22,end
}
