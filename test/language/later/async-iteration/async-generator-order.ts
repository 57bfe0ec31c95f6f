// needs: generators, async-iteration
// Requests to an async generator queue up.
export async function main() {
  const log: string[] = [];
  async function* g() {
    log.push('start');
    const a: string = yield 1;
    log.push(`got ${a}`);
    const b: string = yield 2;
    log.push(`got ${b}`);
    return 3;
  }
  const it = g() as AsyncGenerator<number, number, string>;
  const all = await Promise.all([it.next('x'), it.next('y'), it.next('z'), it.next('w')]);
  console.log(all.map((r) => `${r.value}${r.done}`).join(), log.join()); // expect: 1false,2false,3true,undefinedtrue start,got y,got z
}
