// Escapes in templates and in strings.
export function main() {
  console.log(`a\tb\\c\`d\${e}`, 'q\'r"s', '\x41\u0042\u{43}'); // expect json: "a\tb\\c`d${e} q'r\"s ABC"
  console.log(`line1
line2`); // expect json: "line1\nline2"
  console.log(
    'con\
tinued',
    '\0'.length,
    '\v\f\b'.length,
  ); // expect: continued 1 3
}
