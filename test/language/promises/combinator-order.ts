// The turn in which each combinator settles.
export async function main() {
  const log: string[] = [];
  const done = [
    Promise.all([1, 2]).then(() => log.push('all')),
    Promise.race([1, 2]).then(() => log.push('race')),
    Promise.any([1, 2]).then(() => log.push('any')),
    Promise.allSettled([1, 2]).then(() => log.push('allSettled')),
    Promise.resolve()
      .then(() => log.push('one'))
      .then(() => log.push('two'))
      .then(() => log.push('three')),
  ];
  await Promise.all(done);
  console.log(log.join(' ')); // expect: one all race any allSettled two three
}
