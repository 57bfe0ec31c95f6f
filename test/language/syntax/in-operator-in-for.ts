// A for head with in inside parentheses.
export function main() {
  const o: Record<string, number> = { a: 1 };
  for (let i = ('a' in o) ? 0 : 5; i < 2; i++) console.log(i);
  // expect: 0
  // expect: 1
}
