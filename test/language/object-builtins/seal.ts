// @check: off
// A sealed object keeps its properties but lets them be written.
export function main() {
  const o = Object.seal({ a: 1 });
  o.a = 2;
  for (const f of [() => (o.b = 1), () => delete o.a]) {
    try {
      f();
    } catch (error) {
      console.log(error.name);
    }
  }
  console.log(o.a, Object.isSealed(o), Object.isFrozen(o), Object.isExtensible(o));
  // expect: TypeError
  // expect: TypeError
  // expect: 2 true false false
}
