// An error goes up through frames until one catches it.
export function main() {
  const log: string[] = [];
  const c = () => {
    throw new Error('deep');
  };
  const b = () => {
    log.push('b in');
    c();
    log.push('never');
  };
  const a = () => {
    try {
      b();
    } catch (error) {
      log.push((error as Error).message);
    }
    return 'a done';
  };
  console.log(a(), log.join()); // expect: a done b in,deep
}
