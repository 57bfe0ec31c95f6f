// @check: off
// A field without an initialiser is made, as undefined.
export function main() {
  class A {
    x;
    'quoted key' = 1;
    7 = 'seven';
  }
  const a = new A();
  console.log('x' in a, a.x, Object.keys(a).join('|')); // expect: true undefined 7|x|quoted key
}
