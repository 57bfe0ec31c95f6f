// The executor runs at once, the handlers later.
export async function main() {
  const log: string[] = [];
  const promise = new Promise<string>((resolve) => {
    log.push('executor');
    resolve('value');
    log.push('after resolve');
  });
  promise.then((v) => log.push(v));
  log.push('end');
  await promise;
  console.log(log.join(', ')); // expect: executor, after resolve, end, value
}
