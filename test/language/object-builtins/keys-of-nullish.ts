// @check: off
// null and undefined have no keys: a TypeError.
export function main() {
  for (const f of [
    Object.keys,
    Object.values,
    Object.entries,
    Object.getPrototypeOf,
    Object.getOwnPropertyNames,
  ]) {
    try {
      f(null);
      console.log('no error');
    } catch (error) {
      console.log(f.name, error.name);
    }
  }
  // expect: keys TypeError
  // expect: values TypeError
  // expect: entries TypeError
  // expect: getPrototypeOf TypeError
  // expect: getOwnPropertyNames TypeError
}
