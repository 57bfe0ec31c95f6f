// Arithmetic on values declared number follows what they are.
function add(a: number, b: number) {
  return a + b;
}
function less(a: number, b: number) {
  return a < b;
}
const s = (v: unknown) => v as number;

export function main() {
  for (let i = 0; i < 3; i++) add(i, i);
  console.log(
    add(1, 2),
    add(s('1'), 2),
    add(s(null), 1),
    add(s(undefined), 1),
    add(s([1]), 2),
    add(s(true), s(true)),
  ); // expect: 3 12 1 NaN 12 2
  console.log(
    less(1, 2),
    less(s('10'), s('9')),
    less(s('10'), 9),
    less(s(null), 1),
    less(s('a'), 1),
  ); // expect: true true false true false
}
