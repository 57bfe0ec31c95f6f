// @check: off
// getPrototypeOf and setPrototypeOf.
export function main() {
  const base = { x: 1 };
  const o = { y: 2 };
  console.log(Object.setPrototypeOf(o, base) === o, o.x, Object.getPrototypeOf(o) === base);
  console.log(
    Object.getPrototypeOf(1) === Number.prototype,
    Object.getPrototypeOf('') === String.prototype,
  );
  console.log(
    Object.getPrototypeOf([]) === Array.prototype,
    Object.getPrototypeOf(Object.prototype),
  );
  for (const f of [
    () => Object.setPrototypeOf(base, o),
    () => Object.setPrototypeOf({}, 5),
    () => Object.setPrototypeOf(null, {}),
    () => Object.create(1),
  ]) {
    try {
      f();
    } catch (error) {
      console.log(error.name);
    }
  }
  // expect: true 1 true
  // expect: true true
  // expect: true null
  // expect: TypeError
  // expect: TypeError
  // expect: TypeError
  // expect: TypeError
}
