// @check: off
// ?.() guards against null and undefined only.
export function main() {
  const o = { n: 1 };
  for (const f of [() => o.n?.(), () => o.m?.(), () => o.m?.x.y, () => (o.m?.x).y]) {
    try {
      console.log(f());
    } catch (error) {
      console.log(error.name);
    }
  }
  // expect: TypeError
  // expect: undefined
  // expect: undefined
  // expect: TypeError
}
