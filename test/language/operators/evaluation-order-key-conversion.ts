// @check: off
// The key of a compound assignment is converted once for reading and writing.
export function main() {
  let conversions = 0;
  const key = {
    toString() {
      conversions++;
      return 'k';
    },
  };
  const o = { k: 1 };
  o[key]++;
  console.log(o.k, conversions >= 1); // expect: 2 true
  o[key] = 5;
  console.log(o.k); // expect: 5
}
