// Elements and spreads are evaluated from left to right.
export function main() {
  const log: string[] = [];
  const t = <T>(name: string, v: T) => {
    log.push(name);
    return v;
  };
  const a = [t('a', 1), ...t('b', [2, 3]), t('c', 4)];
  const o = { [t('k', 'x')]: t('v', 1), ...t('s', { y: 2 }) };
  console.log(a.join(), JSON.stringify(o), log.join('')); // expect: 1,2,3,4 {"x":1,"y":2} abckvs
}
