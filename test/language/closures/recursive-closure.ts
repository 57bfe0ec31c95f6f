// A closure may refer to the variable that holds it.
export function main() {
  const walk = (n: number): string => (n === 0 ? '.' : `${n}${walk(n - 1)}`);
  console.log(walk(5)); // expect: 54321.
}
