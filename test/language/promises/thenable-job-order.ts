// A thenable's then is called in a job of its own.
export async function main() {
  const log: string[] = [];
  const thenable: any = {
    then(resolve: (v: string) => void) {
      log.push('then');
      resolve('resolved');
    },
  };
  const a = Promise.resolve(thenable).then((v) => log.push(v as string));
  const b = Promise.resolve()
    .then(() => log.push('1'))
    .then(() => log.push('2'))
    .then(() => log.push('3'));
  log.push('sync');
  await Promise.all([a, b]);
  console.log(log.join(' ')); // expect: sync then 1 resolved 2 3
}
