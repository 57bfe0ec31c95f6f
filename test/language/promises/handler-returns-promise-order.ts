// A handler that returns a promise delays the chain by three turns.
export async function main() {
  const log: string[] = [];
  const a = Promise.resolve()
    .then(() => {
      log.push('0');
      return Promise.resolve('4?');
    })
    .then((v) => log.push(v));
  const b = Promise.resolve()
    .then(() => log.push('1'))
    .then(() => log.push('2'))
    .then(() => log.push('3'))
    .then(() => log.push('5'))
    .then(() => log.push('6'));
  await Promise.all([a, b]);
  console.log(log.join(' ')); // expect: 0 1 2 3 4? 5 6
}
