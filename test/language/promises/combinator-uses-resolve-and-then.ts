// @check: off
// Combinators go through Promise.resolve and each promise's then.
export async function main() {
  const log = [];
  const promise = Promise.resolve('v');
  promise.then = function (a, b) {
    log.push('own then');
    return Promise.prototype.then.call(this, a, b);
  };
  console.log((await Promise.all([promise])).join(), log.join()); // expect: v own then
}
