// The body runs at once up to its first await.
const log: string[] = [];
async function work() {
  log.push('start');
  await null;
  log.push('after await');
  return 'result';
}

export async function main() {
  const promise = work();
  log.push('called');
  log.push(await promise);
  console.log(log.join(', ')); // expect: start, called, after await, result
}
