// needs: generators
// A yield in finally holds up return.
export function main() {
  function* g() {
    try {
      yield 'a';
    } finally {
      yield 'cleanup';
    }
  }
  const it = g();
  it.next();
  const r = it.return(5 as any);
  console.log(r.value as string, r.done); // expect: cleanup false
  const s = it.next();
  console.log(s.value as any, s.done); // expect: 5 true
}
