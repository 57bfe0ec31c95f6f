// @check: off
// Strict code sees a primitive this as it is.
function kind() {
  return typeof this;
}

export function main() {
  console.log(kind.call(1), kind.call('s'), kind.call(null), kind.call(), kind()); // expect: number string object undefined undefined
}
