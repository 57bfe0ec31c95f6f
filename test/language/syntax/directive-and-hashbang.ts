// @check: off
// A module is strict, with or without the directive.
export function main() {
  'use strict';
  console.log(
    (function () {
      return this;
    })(),
  ); // expect: undefined
}
