// Characters by index are code units.
export function main() {
  const s = 'aé😀';
  console.log(s.length, s[0], s[1], s[2] === '\ud83d', s[9], (s as any)[-1], (s as any)['length']); // expect: 4 a é true undefined undefined 4
  console.log(
    '' + s.charAt(1),
    s.charAt(9) === '',
    s.charAt(-1) === '',
    s.at(0),
    s.at(-1) === '\ude00',
    s.at(9),
  ); // expect: é true true a true undefined
}
