// Index arguments truncate toward zero; NaN counts as zero.
export function main() {
  console.log('abcdef'.slice(1.9, 3.9), 'abcdef'.slice(NaN, 2), 'abc'.at(-1.5), 'abc'.charAt(0.9)); // expect: bc ab c a
  console.log([1, 2, 3].slice('1' as any).join(), [1, 2, 3].indexOf(3, -1.9), [1, 2, 3].at(-0.5)); // expect: 2,3 2 1
}
