// @check: off
// A function with defaults cannot have its own 'use strict'.
// expect compile error: syntax
export function main() {
  function f(a = 1) {
    'use strict';
    return a;
  }
  console.log(f());
}
