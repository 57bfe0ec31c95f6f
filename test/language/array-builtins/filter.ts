// filter keeps what passes and closes holes.
export function main() {
  const a = [5, , 0, 6, null, 7];
  console.log(
    a.filter(Boolean).join(),
    a.filter(() => true).length,
    a.filter((_, i) => i < 3).length,
  ); // expect: 5,6,7 5 2
  console.log(
    [1, 2, 3, 4]
      .filter((n) => n % 2 === 0)
      .map((n) => n * n)
      .join(),
  ); // expect: 4,16
}
