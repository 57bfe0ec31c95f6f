// @check: off
// A method that is no function is passed over.
export function main() {
  const o = { valueOf: 5, toString: () => 'used' };
  console.log(o + '', `${o}`); // expect: used used
  const n = { valueOf: () => 3, toString: null };
  console.log(`${n}`, n + 1); // expect: 3 4
}
