// find and findIndex visit holes too, from either end.
export function main() {
  const a = [4, 7, 8, 7];
  console.log(
    a.find((n) => n > 5),
    a.findIndex((n) => n > 5),
    a.findLast((n) => n > 5),
    a.findLastIndex((n) => n === 7),
  ); // expect: 7 1 7 3
  console.log(
    a.find((n) => n > 9),
    a.findIndex((n) => n > 9),
    a.findLast((n) => n > 9),
    a.findLastIndex(() => false),
  ); // expect: undefined -1 undefined -1
  let visits = 0;
  [, , 1].find((v) => {
    visits++;
    return v === 1;
  });
  console.log(
    visits,
    [, 5].findIndex((v) => v === undefined),
  ); // expect: 3 0
}
