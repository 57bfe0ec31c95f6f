// needs: normalize
// Unicode normal forms.
export function main() {
  console.log(
    'e\u0301'.normalize() === '\u00e9',
    '\u00e9'.normalize('NFD').length,
    'ﬁ'.normalize('NFKC'),
    '\u1e9b\u0323'.normalize('NFKD').length,
  ); // expect: true 2 fi 3
  try {
    'a'.normalize('X' as any);
  } catch (error) {
    console.log((error as Error).name); // expect: RangeError
  }
}
