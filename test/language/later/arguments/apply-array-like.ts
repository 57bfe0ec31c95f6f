// needs: arguments
// @check: off
// apply takes any array-like, null or undefined, and nothing else.
function count() {
  return Array.prototype.concat.apply([], [arguments.length ? 1 : 0]).length;
}
function list(...values) {
  return values.join();
}

export function main() {
  console.log(list.apply(null, { length: 2, 0: 'a', 1: 'b' })); // expect: a,b
  console.log(list.apply(null, { length: 2, 1: 'b' })); // expect: ,b
  console.log(list.apply(null, null) === '', list.apply(null) === ''); // expect: true true
  try {
    list.apply(null, 1);
  } catch (error) {
    console.log(error.name); // expect: TypeError
  }
}
