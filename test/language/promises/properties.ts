// What a promise looks like.
export function main() {
  const promise = Promise.resolve();
  console.log(
    Object.keys(promise).length,
    typeof promise,
    Object.prototype.toString.call(promise),
    Promise.length,
    Promise.name,
  ); // expect: 0 object [object Promise] 1 Promise
  console.log(
    typeof promise.then,
    promise.then.length,
    promise.catch.length,
    promise.finally.length,
    Promise.all.length,
  ); // expect: function 2 1 1 1
}
