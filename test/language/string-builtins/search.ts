// indexOf, lastIndexOf, includes, startsWith and endsWith.
export function main() {
  const s = 'abcabc';
  console.log(
    s.indexOf('c'),
    s.indexOf('c', 3),
    s.indexOf('x'),
    s.indexOf(''),
    s.indexOf('', 99),
    s.indexOf('a', -5),
  ); // expect: 2 5 -1 0 6 0
  console.log(
    s.lastIndexOf('c'),
    s.lastIndexOf('c', 4),
    s.lastIndexOf('a', -1),
    s.lastIndexOf(''),
    s.lastIndexOf('b', NaN),
  ); // expect: 5 2 0 6 4
  console.log(
    s.includes('ca'),
    s.includes('ca', 3),
    s.includes(''),
    s.startsWith('bc', 1),
    s.endsWith('ab', 5),
    s.endsWith(''),
  ); // expect: true false true true true true
  console.log(
    'undefined'.includes(undefined as any),
    'null'.startsWith(null as any),
    '1,2'.endsWith([1, 2] as any),
  ); // expect: true true true
}
