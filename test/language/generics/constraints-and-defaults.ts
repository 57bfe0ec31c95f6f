// Constraints and defaults of type parameters vanish.
interface HasLength {
  length: number;
}
function longest<T extends HasLength = string>(...items: T[]): T {
  return items.reduce((a, b) => (b.length > a.length ? b : a));
}

export function main() {
  console.log(longest('a', 'abc', 'ab'), longest([1], [1, 2]).length); // expect: abc 2
}
