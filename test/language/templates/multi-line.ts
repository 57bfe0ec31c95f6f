// Line ends in templates are kept as \n.
export function main() {
  const text = `
  one
    two
`;
  console.log(text.length, text.split('\n').length, JSON.stringify(text)); // expect: 15 4 "\n  one\n    two\n"
}
