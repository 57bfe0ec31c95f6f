// return of a promise takes three turns more than return of a value.
const log: string[] = [];
const value = async () => 'value';
const promise = async () => Promise.resolve('promise');
const awaited = async () => await Promise.resolve('awaited');

export async function main() {
  const all = [
    promise().then((v) => log.push(v)),
    awaited().then((v) => log.push(v)),
    value().then((v) => log.push(v)),
  ];
  let tick = 0;
  const ticks = (async () => {
    while (tick < 5) {
      log.push(String(tick++));
      await null;
    }
  })();
  await Promise.all([...all, ticks]);
  console.log(log.join(' ')); // expect: 0 value 1 awaited 2 promise 3 4
}
