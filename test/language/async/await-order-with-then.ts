// await of a native promise takes one turn, like then.
export async function main() {
  const log: string[] = [];
  const done = Promise.resolve();
  const a = (async () => {
    log.push('a0');
    await done;
    log.push('a1');
    await done;
    log.push('a2');
  })();
  const b = done
    .then(() => log.push('b1'))
    .then(() => log.push('b2'))
    .then(() => log.push('b3'));
  await Promise.all([a, b]);
  console.log(log.join(' ')); // expect: a0 a1 b1 a2 b2 b3
}
