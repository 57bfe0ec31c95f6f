// Splitting, sorting and joining.
export function main() {
  const norm = (s: string) => [...s.toLowerCase().replaceAll(' ', '')].sort().join('');
  console.log(norm('Dormitory') === norm('Dirty room'), norm('abc') === norm('abd')); // expect: true false
  console.log(
    'level' === [...'level'].reverse().join(''),
    'a-b_c'.split('-').join('_').split('_').length,
  ); // expect: true 3
}
