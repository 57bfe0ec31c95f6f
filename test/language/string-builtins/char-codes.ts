// charCodeAt gives units, codePointAt whole characters.
export function main() {
  const s = 'a😀';
  console.log(
    s.charCodeAt(0),
    s.charCodeAt(1),
    s.charCodeAt(2),
    s.charCodeAt(3),
    s.charCodeAt(NaN),
  ); // expect: 97 55357 56832 NaN 97
  console.log(s.codePointAt(0), s.codePointAt(1), s.codePointAt(2), s.codePointAt(3)); // expect: 97 128512 56832 undefined
}
