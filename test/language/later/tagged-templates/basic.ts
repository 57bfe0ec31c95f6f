// needs: tagged-templates
// A tag gets the pieces and the values.
export function main() {
  const tag = (pieces: TemplateStringsArray, ...values: unknown[]) =>
    `${pieces.join('|')} ${pieces.raw.join('|')} ${values.join()}`;
  console.log(tag`a${1}b${2}c`, tag``, tag`\n${0}`.length, String.raw`\n${1}\t`); // expect: a|b|c a|b|c 1,2    8 \n1\t
}
