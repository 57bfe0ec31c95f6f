// @check: off
// A frozen array refuses every method that changes it.
export function main() {
  const a = Object.freeze([3, 1, 2]);
  for (const f of [
    () => a.push(4),
    () => a.pop(),
    () => a.sort(),
    () => (a[0] = 9),
    () => (a.length = 0),
    () => a.reverse(),
    () => a.shift(),
    () => a.unshift(0),
    () => a.splice(0, 1),
    () => a.fill(0),
  ]) {
    try {
      f();
      console.log('changed');
    } catch (error) {
      console.log(error.name);
    }
  }
  console.log(a.join(), a.map((n) => n * 2).join(), a.toSorted().join());
  // expect: TypeError
  // expect: TypeError
  // expect: TypeError
  // expect: TypeError
  // expect: TypeError
  // expect: TypeError
  // expect: TypeError
  // expect: TypeError
  // expect: TypeError
  // expect: TypeError
  // expect: 3,1,2 6,2,4 1,2,3
}
