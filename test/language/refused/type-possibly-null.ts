// Under the strict check null must be dealt with.
// expect compile error: possibly
export function main() {
  const find = (n: number): { v: number } | null => (n ? { v: n } : null);
  console.log(find(1).v);
}
