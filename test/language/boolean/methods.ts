// Boolean values and their methods.
export function main() {
  console.log(
    true.toString(),
    false.valueOf(),
    Boolean('false'),
    Boolean(''),
    Boolean(),
    Boolean([]),
    !!NaN,
  ); // expect: true false true false false true false
  console.log(
    String(true),
    true + '',
    `${false}`,
    Number(true),
    (true as any) + 1,
    [true, false].sort().join(),
  ); // expect: true true false 1 2 false,true
}
