// @check: off
// == converts by the table of ECMA-262.
export function main() {
  console.log(1 == '1', 0 == '', 0 == '0', '' == '0', null == undefined, null == 0, undefined == 0); // expect: true true true false true false false
  console.log(
    true == 1,
    true == '1',
    true == 'true',
    false == [],
    [] == '',
    [1] == 1,
    [1, 2] == '1,2',
  ); // expect: true true false true true true true
  console.log(NaN == NaN, {} == '[object Object]', null == false, undefined == null, '\n' == 0); // expect: false true false true true
  console.log({ valueOf: () => 3 } == 3, { toString: () => 'x' } == 'x', [] == ![]); // expect: true true true
}
