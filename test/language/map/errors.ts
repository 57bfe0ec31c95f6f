// @check: off
// Map must be made with new, and its methods need a Map.
export function main() {
  for (const f of [
    () => Map(),
    () => Map.prototype.get.call({}, 1),
    () => Map.prototype.has.call(new Set(), 1),
    () => new Map().forEach(5),
    () => Map.prototype.size,
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
