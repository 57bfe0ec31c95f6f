// A map used as a queue for long keeps its order.
export function main() {
  const m = new Map<number, number>();
  for (let i = 0; i < 3000; i++) {
    m.set(i, i);
    if (m.size > 10) m.delete(m.keys().next().value!);
  }
  console.log(m.size, [...m.keys()].join()); // expect: 10 2990,2991,2992,2993,2994,2995,2996,2997,2998,2999
}
