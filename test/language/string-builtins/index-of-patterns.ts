// Searching awkward patterns.
export function main() {
  console.log(
    'aaaaab'.indexOf('aab'),
    'ababababc'.indexOf('ababc'),
    'abcabcabd'.lastIndexOf('abc'),
    'x'.indexOf('xx'),
  ); // expect: 3 4 3 -1
  console.log(
    'mississippi'.split('ss').join('-'),
    'mississippi'.indexOf('issi', 2),
    'aaa'.lastIndexOf('aa'),
    ''.indexOf(''),
    ''.lastIndexOf('x'),
  ); // expect: mi-i-ippi 4 1 0 -1
}
