// needs: tagged-templates
// The pieces are one frozen array per place in the text.
export function main() {
  const pieces: TemplateStringsArray[] = [];
  const keep = (first: TemplateStringsArray, ..._: unknown[]) => pieces.push(first);
  for (let i = 0; i < 2; i++) keep`x${i}y`;
  keep`x${0}y`;
  console.log(
    pieces[0] === pieces[1],
    pieces[0] === pieces[2],
    Object.isFrozen(pieces[0]),
    Object.isFrozen(pieces[0].raw),
  ); // expect: true false true true
}
