// needs: tagged-templates
// A method as a tag has its object; tags chain.
export function main() {
  const o = {
    sep: '-',
    join(pieces: TemplateStringsArray, ...v: unknown[]) {
      return pieces.join(this.sep) + v.length;
    },
  };
  const chain = (a: TemplateStringsArray) => (b: TemplateStringsArray) => a[0] + b[0];
  console.log(
    o.join`a${1}b`,
    chain`x``y`,
    new (class {
      constructor(public v = String.raw`r`) {}
    })().v,
  ); // expect: a-b1 xy r
}
