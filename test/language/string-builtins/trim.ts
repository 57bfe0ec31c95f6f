// trim takes white space and line ends of every kind.
export function main() {
  const s = ' \t\n\r\v\f\u00a0\ufeff\u2028\u3000x y\u2003 ';
  console.log(
    s.trim(),
    s.trimStart().length,
    s.trimEnd().length,
    '\u200bx'.trim().length,
    '\u180ex'.trim().length,
    ''.trim() === '',
  ); // expect: x y 5 13 2 2 true
}
