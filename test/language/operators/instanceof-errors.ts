// @check: off
// The right side must be callable, and its prototype an object.
export function main() {
  for (const right of [1, {}, null, undefined, 'x', () => 0]) {
    try {
      console.log({} instanceof right);
    } catch (error) {
      console.log(error.name);
    }
  }
  function F() {}
  const o = new F();
  console.log(o instanceof F);
  F.prototype = {};
  console.log(o instanceof F, Object.create(F.prototype) instanceof F);
  console.log(1 instanceof (() => 0));
  // expect: TypeError
  // expect: TypeError
  // expect: TypeError
  // expect: TypeError
  // expect: TypeError
  // expect: TypeError
  // expect: true
  // expect: false true
  // expect: false
}
