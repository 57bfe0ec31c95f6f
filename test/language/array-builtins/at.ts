// at counts from the end when negative.
export function main() {
  const a = ['a', 'b', 'c'];
  console.log(
    a.at(0),
    a.at(-1),
    a.at(-3),
    a.at(-4),
    a.at(3),
    a.at(1.9),
    a.at(NaN),
    a.at('1' as any),
  ); // expect: a c a undefined undefined b a b
}
