// The turns that finally takes.
export async function main() {
  const log: string[] = [];
  const a = Promise.resolve()
    .finally(() => log.push('f'))
    .then(() => log.push('after finally'));
  const b = Promise.resolve()
    .then(() => log.push('1'))
    .then(() => log.push('2'))
    .then(() => log.push('3'))
    .then(() => log.push('4'));
  await Promise.all([a, b]);
  console.log(log.join(', ')); // expect: f, 1, 2, 3, after finally, 4
}
