// @check: off
// A callback that is no function is a TypeError, even for an empty array.
export function main() {
  for (const name of [
    'map',
    'forEach',
    'filter',
    'some',
    'every',
    'find',
    'findIndex',
    'findLast',
    'findLastIndex',
    'reduce',
    'reduceRight',
    'flatMap',
    'sort',
    'toSorted',
  ]) {
    try {
      [][name]({});
      console.log(name, 'no error');
    } catch (error) {
      console.log(name, error.name);
    }
  }
  // expect: map TypeError
  // expect: forEach TypeError
  // expect: filter TypeError
  // expect: some TypeError
  // expect: every TypeError
  // expect: find TypeError
  // expect: findIndex TypeError
  // expect: findLast TypeError
  // expect: findLastIndex TypeError
  // expect: reduce TypeError
  // expect: reduceRight TypeError
  // expect: flatMap TypeError
  // expect: sort TypeError
  // expect: toSorted TypeError
}
