// needs: generators
// A loop that is left closes the generator and runs its finally.
export function main() {
  const log: string[] = [];
  function* g() {
    try {
      for (let i = 0; ; i++) yield i;
    } finally {
      log.push('closed');
    }
  }
  for (const v of g()) if (v === 2) break;
  const [a, b] = g();
  console.log(a, b, log.join()); // expect: 0 1 closed,closed
}
