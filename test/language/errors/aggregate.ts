// AggregateError holds many errors.
export function main() {
  const e = new AggregateError([new Error('a'), 'b'], 'all failed');
  console.log(
    e.name,
    e.message,
    e.errors.length,
    e.errors[0].message,
    e instanceof Error,
    Object.keys(e).length,
  ); // expect: AggregateError all failed 2 a true 0
  console.log(new AggregateError(new Set([1, 2])).errors.join()); // expect: 1,2
}
