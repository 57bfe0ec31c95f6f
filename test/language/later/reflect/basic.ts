// needs: reflect
// @check: off
// Reflect's functions.
export function main() {
  const o: any = { a: 1 };
  console.log(
    Reflect.has(o, 'a'),
    Reflect.get(o, 'a'),
    Reflect.set(o, 'b', 2),
    Reflect.ownKeys(o).join(),
    Reflect.deleteProperty(o, 'a'),
    Reflect.getPrototypeOf(o) === Object.prototype,
  ); // expect: true 1 true a,b true true
  class A {
    target = new.target;
  }
  console.log(
    Reflect.construct(A, []).target === A,
    Reflect.construct(A, [], Map).target === Map,
    Reflect.apply(Math.max, null, [1, 3]),
    Reflect.set(Object.freeze({ x: 1 }), 'x', 2),
    Reflect.defineProperty(o, 'c', { value: 1 }),
  ); // expect: false false 3 false true
}
