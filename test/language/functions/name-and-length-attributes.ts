// name and length are configurable, not writable, not enumerable.
function f(a: number, b: number) {
  return a + b;
}

export function main() {
  const d = Object.getOwnPropertyDescriptor(f, 'length')!;
  console.log(d.value, d.writable, d.enumerable, d.configurable); // expect: 2 false false true
  const n = Object.getOwnPropertyDescriptor(f, 'name')!;
  console.log(n.value, n.writable, n.enumerable, n.configurable); // expect: f false false true
  Object.defineProperty(f, 'name', { value: 'renamed' });
  console.log(f.name); // expect: renamed
}
