// all rejects with the first rejection; the others still run.
export async function main() {
  const log: string[] = [];
  const slow = (async () => {
    for (let i = 0; i < 5; i++) await null;
    log.push('slow ended');
  })();
  const r = await Promise.all([
    slow,
    Promise.reject(new Error('first')),
    Promise.reject(new Error('second')),
  ]).catch((e) => e.message);
  console.log(r, log.length); // expect: first 0
  await slow;
  console.log(log.join()); // expect: slow ended
}
