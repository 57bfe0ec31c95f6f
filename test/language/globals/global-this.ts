// globalThis holds the builtins, and new properties become names.
export function main() {
  console.log(
    globalThis.Math === Math,
    globalThis.Array === Array,
    (globalThis as any).globalThis === globalThis,
  ); // expect: true true true
  (globalThis as any).added = 5;
  console.log(
    (globalThis as any).added,
    'added' in globalThis,
    Object.keys(globalThis).includes('Math'),
  ); // expect: 5 true false
}
