// @check: off
// __proto__ is an accessor of Object.prototype.
export function main() {
  const o = {};
  const base = { hi: 'base' };
  console.log(o.__proto__ === Object.prototype); // expect: true
  o.__proto__ = base;
  console.log(o.hi, Object.keys(o).length, Object.getPrototypeOf(o) === base); // expect: base 0 true
  o.__proto__ = 5;
  console.log(Object.getPrototypeOf(o) === base); // expect: true
  try {
    base.__proto__ = o;
  } catch (error) {
    console.log(error.name); // expect: TypeError
  }
}
