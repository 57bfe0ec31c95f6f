// Resolving with a promise takes two more turns.
export async function main() {
  const log: string[] = [];
  const inner = Promise.resolve('inner');
  const outer = new Promise<string>((resolve) => resolve(inner)).then((v) => log.push(v));
  const plain = Promise.resolve()
    .then(() => log.push('1'))
    .then(() => log.push('2'))
    .then(() => log.push('3'))
    .then(() => log.push('4'));
  await Promise.all([outer, plain]);
  console.log(log.join(' ')); // expect: 1 2 inner 3 4
}
