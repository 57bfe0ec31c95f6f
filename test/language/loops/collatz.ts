// while with several exits.
export function main() {
  let longest = 0;
  let start = 0;
  for (let n = 1; n < 300; n++) {
    let steps = 0;
    let v = n;
    while (v !== 1) {
      v = v % 2 ? 3 * v + 1 : v / 2;
      steps++;
    }
    if (steps > longest) {
      longest = steps;
      start = n;
    }
  }
  console.log(start, longest); // expect: 231 127
}
