// @check: off
// Keys are strings: numbers, booleans and objects become text.
export function main() {
  const o = {};
  o[1] = 'one';
  o[1.5] = 'half';
  o[-1] = 'minus';
  o[true] = 'yes';
  o[null] = 'nil';
  o[undefined] = 'undef';
  o[[1, 2]] = 'pair';
  o[{}] = 'object';
  o[1e21] = 'large';
  console.log(Object.keys(o).join('|')); // expect: 1|1.5|-1|true|null|undefined|1,2|[object Object]|1e+21
  console.log(
    o['1'],
    o['1.5'],
    o['-1'],
    o['true'],
    o['null'],
    o['1,2'],
    o['1e+21'],
    o[-0],
    o['01'],
  ); // expect: one half minus yes nil pair large undefined undefined
}
