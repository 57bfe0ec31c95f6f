// A return with await in try, and finally with await, in order.
export async function main() {
  const log: string[] = [];
  const f = async () => {
    try {
      return await (async () => {
        log.push('value');
        return 'result';
      })();
    } finally {
      log.push('cleanup');
      await null;
      log.push('cleaned');
    }
  };
  f().then((v) => log.push(v));
  for (let i = 0; i < 8; i++) {
    await null;
    log.push('.');
  }
  console.log(log.join(' ')); // expect: value cleanup . cleaned . result . . . . . .
}
