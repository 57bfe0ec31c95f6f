// @check: off
// __proto__: in a literal sets the prototype; shorthand and computed ones do not.
export function main() {
  const base = { inherited: 1 };
  const a = { __proto__: base, own: 2 };
  console.log(a.inherited, Object.keys(a).join(), Object.getPrototypeOf(a) === base); // expect: 1 own true
  const __proto__ = 5;
  const b = { __proto__ };
  console.log(b.__proto__, Object.keys(b).join()); // expect: 5 __proto__
  const c = { ['__proto__']: 6 };
  console.log(c.__proto__, Object.keys(c).join()); // expect: 6 __proto__
  const d = { __proto__: 7 };
  console.log(Object.getPrototypeOf(d) === Object.prototype, Object.keys(d).length); // expect: true 0
  const e = { __proto__: null };
  console.log(Object.getPrototypeOf(e)); // expect: null
}
