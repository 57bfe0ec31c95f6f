// @check: off
// forEach gives the value twice; Set must be made with new.
export function main() {
  const log = [];
  new Set(['x']).forEach((v, k, s) => log.push(v, k, s.size));
  console.log(log.join());
  for (const f of [
    () => Set(),
    () => new Set(5),
    () => Set.prototype.add.call(new Map(), 1),
    () => new Set([1]).forEach(),
  ]) {
    try {
      f();
    } catch (error) {
      console.log(error.name);
    }
  }
  // expect: x,x,1
  // expect: TypeError
  // expect: TypeError
  // expect: TypeError
  // expect: TypeError
}
