// needs: timers
// queueMicrotask joins the queue of promise jobs.
export async function main() {
  const log: string[] = [];
  Promise.resolve().then(() => log.push('a'));
  queueMicrotask(() => log.push('b'));
  Promise.resolve().then(() => log.push('c'));
  log.push('sync');
  await null;
  await null;
  console.log(log.join()); // expect: sync,a,b,c
}
