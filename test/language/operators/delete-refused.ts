// @check: off
// Deleting what cannot be deleted is a TypeError in strict code.
export function main() {
  const frozen = Object.freeze({ a: 1 });
  for (const attempt of [
    () => delete frozen.a,
    () => delete [].length,
    () => delete 'abc'.length,
    () => delete 'abc'[1],
    () => delete Math.PI,
    () => delete (void 0).x,
    () => delete null.x,
  ]) {
    try {
      console.log(attempt());
    } catch (error) {
      console.log(error.name);
    }
  }
  console.log(delete 5, delete 'abc'.x, delete 'abc'[3], delete frozen.b);
  // expect: TypeError
  // expect: TypeError
  // expect: TypeError
  // expect: TypeError
  // expect: TypeError
  // expect: TypeError
  // expect: TypeError
  // expect: true true true true
}
