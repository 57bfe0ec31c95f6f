// Integers and equal doubles are one key.
export function main() {
  const m = new Map<number, string>();
  m.set(1, 'a');
  m.set(3 / 3, 'b');
  m.set(0.1 + 0.2, 'sum');
  m.set(2 ** 31, 'big');
  console.log(m.size, m.get(1), m.get(0.3), m.get(0.30000000000000004), m.get(2147483648)); // expect: 3 b undefined sum big
}
