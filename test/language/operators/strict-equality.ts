// @check: off
// === never converts.
export function main() {
  console.log(1 === '1', null === undefined, NaN === NaN, 0 === -0, 'a' === 'a'); // expect: false false false true true
  console.log({} === {}, [] === [], (() => 0) === (() => 0), true === 1); // expect: false false false false
  const o = {};
  console.log(o === o, 'ab' === 'a' + 'b', 1 !== 2, 'x' !== 'x'); // expect: true true true false
}
