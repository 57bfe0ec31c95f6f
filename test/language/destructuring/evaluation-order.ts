// @check: off
// Keys, values, defaults and targets go from left to right.
export function main() {
  const log = [];
  const t = (name, v) => (log.push(name), v);
  const source = {
    get a() {
      return t('get a', undefined);
    },
    get b() {
      return t('get b', 2);
    },
  };
  const target = {};
  ({
    [t('key a', 'a')]: t('target a', target).x = t('default a', 1),
    [t('key b', 'b')]: t('target b', target).y,
  } = source);
  console.log(log.join(', ')); // expect: key a, target a, get a, default a, key b, target b, get b
  console.log(target.x, target.y); // expect: 1 2
}
