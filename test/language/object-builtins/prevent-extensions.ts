// @check: off
// A non-extensible object may lose and change properties, not gain.
export function main() {
  const o = Object.preventExtensions({ a: 1, b: 2 });
  delete o.a;
  o.b = 3;
  try {
    o.c = 1;
  } catch (error) {
    console.log(error.name); // expect: TypeError
  }
  console.log(
    Object.keys(o).join(),
    o.b,
    Object.isExtensible(o),
    Object.isSealed(o),
    Object.isFrozen(o),
  ); // expect: b 3 false false false
  delete o.b;
  console.log(Object.isFrozen(o)); // expect: true
  try {
    Object.setPrototypeOf(o, {});
  } catch (error) {
    console.log(error.name); // expect: TypeError
  }
}
