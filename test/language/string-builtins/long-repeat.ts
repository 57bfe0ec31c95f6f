// A long repeated text is searched and cut.
export function main() {
  const s = 'ab'.repeat(50000) + 'c';
  console.log(
    s.length,
    s.indexOf('c'),
    s.lastIndexOf('ba'),
    s.slice(-3),
    s.split('b').length,
    s.replaceAll('a', '').length,
  ); // expect: 100001 100000 99997 abc 50001 50001
}
