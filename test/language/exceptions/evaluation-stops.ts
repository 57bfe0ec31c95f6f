// After a throw no further operand or argument runs.
export function main() {
  const log: string[] = [];
  const t = (n: string) => log.push(n);
  const fail = (): number => {
    throw new Error();
  };
  const f = (...a: unknown[]) => a;
  for (const attempt of [
    () => f(t('a'), fail(), t('b')),
    () => [t('c'), fail(), t('d')],
    () => ({ x: t('e'), y: fail(), z: t('f') }),
    () => t('g') + fail() + t('h'),
  ]) {
    try {
      attempt();
    } catch {}
  }
  console.log(log.join('')); // expect: aceg
}
