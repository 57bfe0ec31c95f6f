// needs: generators
// @check: off
// Generators are objects of their function's prototype.
export function main() {
  function* g() {
    yield 1;
  }
  g.prototype.extra = 'from prototype';
  const it = g();
  console.log(
    it.extra,
    it instanceof g,
    it[Symbol.iterator]() === it,
    Object.prototype.toString.call(it),
    typeof g,
  ); // expect: from prototype true true [object Generator] function
  try {
    new g();
  } catch (error) {
    console.log(error.name); // expect: TypeError
  }
}
