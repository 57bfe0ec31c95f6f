// The conditional operator runs one branch only and nests to the right.
export function main() {
  const grade = (n: number) => (n > 90 ? 'A' : n > 80 ? 'B' : n > 70 ? 'C' : 'D');
  console.log(grade(95), grade(85), grade(75), grade(5)); // expect: A B C D
  let ran = '';
  const r = true ? ((ran += 'y'), 1) : ((ran += 'n'), 2);
  console.log(r, ran); // expect: 1 y
}
