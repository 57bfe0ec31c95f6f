// needs: weak-collections
// WeakMap and WeakSet by identity, with objects only.
export function main() {
  const k = {};
  const m = new WeakMap<object, number>([[k, 1]]);
  const s = new WeakSet<object>([k]);
  console.log(m.get(k), m.has({}), s.has(k), m.delete(k), m.has(k), m.set(k, 5).get(k));
  for (const f of [() => m.set(1 as any, 1), () => s.add('x' as any)]) {
    try {
      f();
    } catch (error) {
      console.log((error as Error).name);
    }
  }
  // expect: 1 false true true false 5
  // expect: TypeError
  // expect: TypeError
}
