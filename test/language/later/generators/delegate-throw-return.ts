// needs: generators
// throw and return go through yield* to the inner iterator.
export function main() {
  const log: string[] = [];
  function* inner() {
    try {
      yield 1;
      yield 2;
    } catch (e) {
      log.push(`inner ${e}`);
      yield 9;
    } finally {
      log.push('inner finally');
    }
  }
  function* outer() {
    try {
      yield* inner();
    } finally {
      log.push('outer finally');
    }
  }
  const a = outer();
  a.next();
  console.log(a.throw('err').value as number); // expect: 9
  const b = outer();
  b.next();
  console.log(b.return(3 as any).value as any, log.join()); // expect: 3 inner err,inner finally,outer finally
}
