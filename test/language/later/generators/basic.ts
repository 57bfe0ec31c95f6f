// needs: generators
// A generator runs up to each yield.
function* count(from: number, to: number): Generator<number, string, unknown> {
  for (let i = from; i <= to; i++) yield i;
  return 'end';
}

export function main() {
  const g = count(1, 3);
  console.log(g.next().value, g.next().value, g.next().value); // expect: 1 2 3
  const last = g.next();
  console.log(last.value as string, last.done, g.next().value as unknown as string); // expect: end true undefined
  console.log([...count(4, 6)].join(), Math.max(...count(1, 9))); // expect: 4,5,6 9
}
