// Maps in maps with array and string keys.
export function main() {
  const m = new Map<string, Map<number, string[]>>();
  const put = (a: string, b: number, v: string) => {
    if (!m.has(a)) m.set(a, new Map());
    const inner = m.get(a)!;
    inner.set(b, [...(inner.get(b) ?? []), v]);
  };
  put('x', 1, 'p');
  put('x', 1, 'q');
  put('x', 2, 'r');
  put('y', 1, 's');
  console.log(
    m.get('x')!.get(1)!.join(),
    m.get('x')!.size,
    m.get('y')!.get(1)![0],
    m.get('z')?.get(1),
  ); // expect: p,q 2 s undefined
}
