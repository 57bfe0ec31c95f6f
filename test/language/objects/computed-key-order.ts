// @check: off
// Keys and values of a literal are evaluated in text order.
export function main() {
  const log = [];
  const t = (v) => (log.push(v), v);
  const o = { [t('k1')]: t('v1'), [t('k2')]: t('v2'), x: t('v3') };
  console.log(log.join(), Object.keys(o).join()); // expect: k1,v1,k2,v2,v3 k1,k2,x
}
