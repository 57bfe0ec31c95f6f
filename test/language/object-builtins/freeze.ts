// @check: off
// A frozen object takes no change at all, but only at the surface.
export function main() {
  const o = Object.freeze({ a: 1, inner: { b: 2 } });
  for (const f of [
    () => (o.a = 2),
    () => (o.c = 3),
    () => delete o.a,
    () => Object.defineProperty(o, 'a', { value: 5 }),
  ]) {
    try {
      f();
      console.log('changed');
    } catch (error) {
      console.log(error.name);
    }
  }
  o.inner.b = 9;
  console.log(o.a, o.inner.b, Object.isFrozen(o), Object.isFrozen(o.inner), Object.isFrozen(1));
  console.log(Object.freeze(5), Object.freeze('x'));
  // expect: TypeError
  // expect: TypeError
  // expect: TypeError
  // expect: TypeError
  // expect: 1 9 true false true
  // expect: 5 x
}
