// needs: timers
// Timers fire by time, then by order of creation, after all jobs.
export async function main() {
  const log: string[] = [];
  await new Promise<void>((resolve) => {
    setTimeout(() => {
      log.push('late');
      resolve();
    }, 12);
    setTimeout(() => log.push('b'), 2);
    setTimeout(() => log.push('c'), 2);
    Promise.resolve().then(() => log.push('job'));
    log.push('sync');
  });
  console.log(log.join()); // expect: sync,job,b,c,late
}
