// needs: generators
// throw and return enter the generator where it waits.
export function main() {
  const log: string[] = [];
  function* g(): Generator<number, string> {
    try {
      yield 1;
      yield 2;
    } catch (e) {
      log.push(`caught ${e}`);
      yield 3;
    } finally {
      log.push('finally');
    }
    return 'done';
  }
  const a = g();
  a.next();
  console.log(a.throw('x').value as number, a.next().value as string, log.join()); // expect: 3 done caught x,finally
  const b = g();
  b.next();
  const r = b.return('early');
  console.log(r.value as string, r.done, b.next().done, log.join()); // expect: early true true caught x,finally,finally
  const c = g();
  try {
    c.throw(new Error('unstarted'));
  } catch (e) {
    console.log((e as Error).message, c.next().done); // expect: unstarted true
  }
}
