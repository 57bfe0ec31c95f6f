// @check: off
// Only canonical numbers below 2^32 - 1 are indices.
export function main() {
  const a: any = [];
  a['0'] = 'zero';
  a['01'] = 'text';
  a[1.5] = 'half';
  a[-1] = 'minus';
  a['2'] = 'two';
  a[4294967295] = 'too large';
  console.log(a.length, Object.keys(a).join()); // expect: 3 0,2,01,1.5,-1,4294967295
  a[true] = 1;
  a[' 3'] = 1;
  console.log(a.length); // expect: 3
}
