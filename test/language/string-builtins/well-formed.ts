// isWellFormed and toWellFormed see lone surrogates.
export function main() {
  const bad = 'a\ud83d-\ude00';
  const text: any = bad;
  console.log(
    text.isWellFormed(),
    ('a😀' as any).isWellFormed(),
    text.toWellFormed() === 'a\ufffd-\ufffd',
    ('ok' as any).toWellFormed(),
  ); // expect: false true true ok
}
