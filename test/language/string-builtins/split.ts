// @check: off
// split by a string, with a limit.
export function main() {
  console.log(
    'a,b,,c'.split(',').join('|'),
    'abc'.split('').join('|'),
    'abc'.split().join('|'),
    'a,b,c'.split(',', 2).join('|'),
  ); // expect: a|b||c a|b|c abc a|b
  console.log(
    ''.split(',').length,
    ''.split('').length,
    'abc'.split('abc').length,
    'abc'.split('x').join(),
    'a--b'.split('--').join(),
  ); // expect: 1 0 2 abc a,b
  console.log(
    'a😀'.split('').length,
    'a,b'.split(',', 0).length,
    'a1b1c'.split(1 as any).join(),
    'a,b'.split(',', -1).length,
  ); // expect: 3 0 a,b,c 2
}
