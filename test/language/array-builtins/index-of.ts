// indexOf compares strictly, skips holes, starts where told.
export function main() {
  const a: any[] = [1, 2, NaN, '2', , undefined, 2];
  console.log(a.indexOf(2), a.indexOf('2'), a.indexOf(NaN), a.indexOf(undefined), a.indexOf(9)); // expect: 1 3 -1 5 -1
  console.log(a.indexOf(2, 2), a.indexOf(2, -1), a.indexOf(1, -99), a.indexOf(1, 99)); // expect: 6 6 0 -1
  console.log(
    a.lastIndexOf(2),
    a.lastIndexOf(2, 5),
    a.lastIndexOf(2, -2),
    a.lastIndexOf(1, -99),
    a.lastIndexOf(9),
  ); // expect: 6 1 1 -1 -1
  console.log([0].indexOf(-0), (a as any).lastIndexOf(2, undefined)); // expect: 0 -1
}
