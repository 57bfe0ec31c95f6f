// needs: regexp
// Global and sticky patterns remember where they were.
export function main() {
  const g = /a/g;
  console.log(g.test('aab'), g.lastIndex, g.test('aab'), g.lastIndex, g.test('aab'), g.lastIndex); // expect: true 1 true 2 false 0
  const y = /b/y;
  y.lastIndex = 1;
  console.log(
    y.test('abb'),
    y.lastIndex,
    y.test('aba'),
    y.lastIndex,
    [...'a1b2'.matchAll(/[a-z](\d)/g)].map((m) => m[1] + m.index).join(),
  ); // expect: true 2 false 0 10,22
}
