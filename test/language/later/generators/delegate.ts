// needs: generators
// yield* goes through another iterable and gives its result.
export function main() {
  function* inner(): Generator<number, string> {
    yield 1;
    yield 2;
    return 'inner result';
  }
  function* outer() {
    const r = yield* inner();
    yield r;
    yield* 'ab';
    yield* [7, 8];
  }
  console.log([...outer()].join()); // expect: 1,2,inner result,a,b,7,8
}
