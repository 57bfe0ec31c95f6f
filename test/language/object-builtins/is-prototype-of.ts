// isPrototypeOf walks the chain.
export function main() {
  const a = {};
  const b = Object.create(a);
  const c = Object.create(b);
  console.log(
    a.isPrototypeOf(c),
    b.isPrototypeOf(c),
    c.isPrototypeOf(a),
    a.isPrototypeOf(a),
    a.isPrototypeOf(5 as any),
  ); // expect: true true false false false
}
