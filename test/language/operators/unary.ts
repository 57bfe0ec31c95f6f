// @check: off
// Unary plus, minus, not and bitwise not.
export function main() {
  const text = '12';
  console.log(+text, -text, !text, ~text); // expect: 12 -12 false -13
  console.log(+'', +' ', +'1x', +true, +[]); // expect: 0 0 NaN 1 0
  console.log(!0, !'', !NaN, !null, !undefined, !{}, !'0'); // expect: true true true true true false false
  console.log(~0, ~-1, ~5, ~1.9, ~NaN, ~~3.7, -(-5), !!'x'); // expect: -1 0 -6 -2 -1 3 5 true
}
