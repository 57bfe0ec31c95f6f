// @check: off
// Object() gives an object for any value.
export function main() {
  const o = {};
  console.log(
    Object(o) === o,
    typeof Object(1),
    typeof Object(null),
    Object(undefined) instanceof Object,
  ); // expect: true object object true
  console.log(new Object(o) === o, Object('abc').length, Object(5) + 1); // expect: true 3 6
}
