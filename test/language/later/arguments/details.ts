// needs: arguments
// @check: off
// What kind of object arguments is.
export function main() {
  function f() {
    arguments[0] = 'changed';
    return [
      Object.prototype.toString.call(arguments),
      arguments[0],
      Object.keys(arguments).join(),
      arguments[Symbol.iterator] === [].values,
    ].join();
  }
  console.log(f(1, 2)); // expect: [object Arguments],changed,0,1,true
  function callee() {
    return arguments.callee;
  }
  try {
    callee();
  } catch (error) {
    console.log(error.name); // expect: TypeError
  }
}
