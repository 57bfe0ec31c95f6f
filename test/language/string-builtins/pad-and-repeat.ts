// Padding on both sides and repetition.
export function main() {
  console.log(
    '5'.padStart(3, '0'),
    '5'.padEnd(3, 'ab') + '|',
    'abc'.padStart(2),
    'x'.padStart(4) + '|',
    'x'.padEnd(6, 'ab'),
    'x'.padStart(3, ''),
  );
  console.log('ab'.repeat(3), 'ab'.repeat(0) === '', 'ab'.repeat(1.9), ''.repeat(1000000).length);
  for (const n of [-1, Infinity]) {
    try {
      'x'.repeat(n);
    } catch (error) {
      console.log((error as Error).name);
    }
  }
  // expect: 005 5ab| abc    x| xababa x
  // expect: ababab true ab 0
  // expect: RangeError
  // expect: RangeError
}
