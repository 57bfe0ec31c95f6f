// replaceAll changes every hit, from left to right, without overlap.
export function main() {
  console.log(
    'aXbXc'.replaceAll('X', '-'),
    'aaaa'.replaceAll('aa', 'b'),
    'abc'.replaceAll('', '.'),
    'a.b.c'.replaceAll('.', '$&$&'),
  ); // expect: a-b-c bb .a.b.c. a..b..c
  console.log(
    'x1x2'.replaceAll('x', (hit, at) => `${hit}${at}_`),
    'abc'.replaceAll('z', 'y'),
    'aXb'.replaceAll('X', "$`$'"),
  ); // expect: x0_1x2_2 abc aabb
}
