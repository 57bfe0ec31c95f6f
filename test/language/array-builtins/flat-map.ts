// flatMap maps and opens one level.
export function main() {
  console.log(
    [1, 2, 3].flatMap((n) => [n, n * 10]).join(),
    [1, 2].flatMap((n) => [[n]]).length,
    [1, 2].flatMap((n) => n as any).join(),
  ); // expect: 1,10,2,20,3,30 2 1,2
  console.log(
    ['a b', 'c'].flatMap((s) => s.split(' ')).join(),
    [1, , 2].flatMap((n) => (n === 1 ? [] : [n])).join(),
  ); // expect: a,b,c 2
}
