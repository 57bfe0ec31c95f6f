// @check: off
// Object, key, then value; the target is resolved last of all.
export function main() {
  const log = [];
  const t = (name, value) => {
    log.push(name);
    return value;
  };
  const o = {};
  t('object', o)[t('key', 'k')] = t('value', 1);
  console.log(log.join(), o.k); // expect: object,key,value 1
  try {
    t('null', null)[t('key', 'k')] = t('late', 1);
  } catch (error) {
    console.log(log.join(), error.name); // expect: object,key,value,null,key,late TypeError
  }
}
