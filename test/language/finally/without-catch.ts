// Without a catch the error goes on after finally.
export function main() {
  const log: string[] = [];
  try {
    try {
      throw new Error('on');
    } finally {
      log.push('cleanup');
    }
  } catch (error) {
    log.push((error as Error).message);
  }
  console.log(log.join()); // expect: cleanup,on
}
