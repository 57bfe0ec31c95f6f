// Own enumerable string keys, integers first; no prototypes.
export function main() {
  class A {
    b = 1;
    a = 2;
    get g() {
      return 3;
    }
  }
  const a: any = new A();
  a[1] = 'one';
  Object.defineProperty(a, 'hidden', { value: 4 });
  Object.defineProperty(a, 'shown', { get: () => 5, enumerable: true });
  console.log(
    JSON.stringify(a),
    JSON.stringify(Object.create({ up: 1 }, { own: { value: 2, enumerable: true } })),
  ); // expect: {"1":"one","b":1,"a":2,"shown":5} {"own":2}
}
