// includes finds NaN and holes.
export function main() {
  console.log(
    [1, NaN].includes(NaN),
    [, 1].includes(undefined as any),
    [0].includes(-0),
    ['1'].includes(1 as any),
  ); // expect: true true true false
  console.log([1, 2, 3].includes(1, 1), [1, 2, 3].includes(3, -1), [].includes(undefined as never)); // expect: false true false
}
