// needs: symbols
// @check: off
// Symbols are unique, typed and described.
export function main() {
  const a = Symbol('name');
  const b = Symbol('name');
  console.log(a === b, typeof a, a.toString(), a.description, Symbol().description, String(a));
  console.log(
    Symbol.for('k') === Symbol.for('k'),
    Symbol.keyFor(Symbol.for('k')),
    Symbol.keyFor(a),
  );
  for (const f of [
    () => `${a as any}`,
    () => (a as any) + '',
    () => +(a as any),
    () => new (Symbol as any)(),
  ]) {
    try {
      f();
    } catch (error) {
      console.log((error as Error).name);
    }
  }
  // expect: false symbol Symbol(name) name undefined Symbol(name)
  // expect: true k undefined
  // expect: TypeError
  // expect: TypeError
  // expect: TypeError
  // expect: TypeError
}
