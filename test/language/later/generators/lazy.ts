// needs: generators
// Nothing runs before the first next, and only as far as asked.
export function main() {
  const log: string[] = [];
  function* g() {
    log.push('start');
    yield 1;
    log.push('middle');
    yield 2;
    log.push('end');
  }
  const it = g();
  console.log(log.length); // expect: 0
  it.next();
  it.next();
  console.log(log.join()); // expect: start,middle
  it.next();
  console.log(log.join()); // expect: start,middle,end
}
