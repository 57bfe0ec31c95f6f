// needs: structured-clone
// structuredClone copies deeply and keeps cycles.
export function main() {
  const o: any = { n: [1, { x: 'y' }], m: new Map([['k', new Set([1])]]) };
  o.self = o;
  const c = structuredClone(o);
  console.log(c !== o, c.self === c, c.n[1].x, c.m.get('k').has(1), c.n !== o.n); // expect: true true y true true
}
