// The right operand runs only when it decides.
export function main() {
  const log: string[] = [];
  const t = (name: string, value: unknown) => {
    log.push(name);
    return value;
  };
  t('a', true) || t('b', true);
  t('c', false) && t('d', true);
  t('e', 0) ?? t('f', 1);
  t('g', null) ?? t('h', 1);
  (t('i', false) || t('j', true)) && t('k', false);
  console.log(log.join('')); // expect: aceghijk
}
