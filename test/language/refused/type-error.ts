// Under the strict check a wrong type is refused.
// expect compile error: not assignable
export function main() {
  const n: number = 'text';
  console.log(n);
}
