// toSpliced copies instead of changing.
export function main() {
  const a = [1, 2, 3, 4];
  console.log(
    a.toSpliced(1, 2).join(),
    a.toSpliced(1, 0, 9, 8).join(),
    a.toSpliced(-1).join(),
    a.toSpliced(1, 1, 7).join(),
  ); // expect: 1,4 1,9,8,2,3,4 1,2,3 1,7,3,4
  console.log(a.join(), (a as any).toSpliced().join(), 0 in [, 1].toSpliced(1, 0)); // expect: 1,2,3,4 1,2,3,4 true
}
