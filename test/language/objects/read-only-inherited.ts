// @check: off
// A read-only property of the prototype cannot be shadowed by assignment.
export function main() {
  const base = Object.freeze({ x: 1 });
  const o = Object.create(base);
  try {
    o.x = 2;
  } catch (error) {
    console.log(error.name); // expect: TypeError
  }
  Object.defineProperty(o, 'x', { value: 3 });
  console.log(o.x); // expect: 3
}
