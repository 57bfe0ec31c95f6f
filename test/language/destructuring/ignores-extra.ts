// Only what is needed is taken from the source.
export function main() {
  const [a, b] = [1, 2, 3, 4];
  const { length } = 'abcdef';
  const { 0: first, length: n } = ['x', 'y'];
  console.log(a, b, length, first, n); // expect: 1 2 6 x 2
}
