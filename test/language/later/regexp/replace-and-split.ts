// needs: regexp
// replace, replaceAll and split with patterns.
export function main() {
  console.log(
    'a-b_c'.replace(/[-_]/g, '.'),
    'John Smith'.replace(/(\w+)\s(\w+)/, '$2, $1'),
    'aBc'.replace(/[a-z]/g, (c) => c.toUpperCase()),
  ); // expect: a.b.c Smith, John ABC
  console.log(
    'a1b22c'.split(/\d+/).join('|'),
    'a1b2'.split(/(\d)/).join('|'),
    '2024-05-06'.replace(/(?<y>\d+)-(?<m>\d+)/, '$<m>/$<y>'),
    'x'.replaceAll(/x/g, '[$&]'),
  ); // expect: a|b|c a|1|b|2| 05/2024-06 [x]
}
