// Parameters are patterns with defaults.
function f(
  { a, b: [c, d = 4] = [3] }: { a: number; b?: number[] },
  [e, ...g]: number[] = [5, 6, 7],
) {
  return [a, c, d, e, g.join('+')].join();
}
const arrow = ({ length }: string, [first] = 'xyz') => length + first;

export function main() {
  console.log(f({ a: 1 }), f({ a: 1, b: [8, 9] }, [2])); // expect: 1,3,4,5,6+7 1,8,9,2,
  console.log(arrow('four')); // expect: 4x
}
