// needs: symbols
// Symbol keys stay out of lists of names and of JSON.
export function main() {
  const key = Symbol('key');
  const o: any = { [key]: 1, plain: 2 };
  console.log(
    o[key],
    Object.keys(o).join(),
    JSON.stringify(o),
    key in o,
    Object.getOwnPropertySymbols(o).length,
    { ...o }[key],
    Object.assign({}, o)[key],
  ); // expect: 1 plain {"plain":2} true 1 1 1
  console.log(Object.getOwnPropertyNames(o).join(), delete o[key], key in o); // expect: plain true false
}
