// A Map is made from any iterable of pairs.
export function main() {
  const a = new Map([
    [1, 'x'],
    [1, 'y'],
  ]);
  const b = new Map(a);
  b.set(2, 'z');
  console.log(
    a.size,
    b.size,
    a.get(1),
    new Map(Object.entries({ k: 5 })).get('k'),
    new Map(null).size,
    new Map(undefined).size,
  );
  for (const bad of [5, [1], {}, [null]] as any[]) {
    try {
      new Map(bad);
    } catch (error) {
      console.log((error as Error).name);
    }
  }
  // expect: 1 2 y 5 0 0
  // expect: TypeError
  // expect: TypeError
  // expect: TypeError
  // expect: TypeError
}
