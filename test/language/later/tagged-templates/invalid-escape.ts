// needs: tagged-templates, invalid-escapes
// An invalid escape gives undefined and its raw text.
export function main() {
  const tag = (pieces: TemplateStringsArray) => `${pieces[0]} ${pieces.raw[0]}`;
  console.log(tag`\unicode`, tag`\xg`, tag`\u{41}`); // expect: undefined \unicode undefined \xg A \u{41}
}
