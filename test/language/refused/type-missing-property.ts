// Under the strict check an unknown property is refused.
// expect compile error: does not exist
export function main() {
  const o = { a: 1 };
  console.log(o.b);
}
