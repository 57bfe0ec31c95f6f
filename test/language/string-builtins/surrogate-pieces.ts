// Halves of a pair join to one character.
export function main() {
  const hi = '\ud83d';
  const lo = '\ude00';
  console.log(
    hi + lo === '😀',
    [...(hi + lo)].length,
    (hi + lo).codePointAt(0),
    [...(lo + hi)].length,
    hi.length,
  ); // expect: true 1 128512 2 1
  let s = hi;
  s += lo;
  console.log([...s].length, s.at(-1) === lo, s.indexOf(lo)); // expect: 1 true 1
}
