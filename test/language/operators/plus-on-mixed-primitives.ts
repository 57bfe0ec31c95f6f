// @check: off
// + on primitives that are no strings adds numbers.
export function main() {
  console.log(1 + null, 1 + undefined, true + true, null + null); // expect: 1 NaN 2 0
  console.log([] + [], [] + {}, 1 + [2], [1, 2] + [3]); // expect json: " [object Object] 12 1,23"
}
