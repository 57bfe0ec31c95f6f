// @check: off
// Promise needs new and a function.
export function main() {
  for (const f of [
    () => Promise(() => {}),
    () => new Promise(),
    () => new Promise(5),
    () => Promise.prototype.then.call({}),
    () => Promise.resolve.call(undefined, 1),
  ]) {
    try {
      f();
      console.log('no error');
    } catch (error) {
      console.log(error.name);
    }
  }
  // expect: TypeError
  // expect: TypeError
  // expect: TypeError
  // expect: TypeError
  // expect: TypeError
}
