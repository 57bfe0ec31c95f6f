// ** binds from the right and tighter than a product.
export function main() {
  console.log(2 ** 10, 2 ** -1, 2 ** (3 ** 2), (-2) ** 3); // expect: 1024 0.5 512 -8
  console.log(2 * 3 ** 2, (2 * 3) ** 2, 4 ** 0.5); // expect: 18 36 2
  console.log(0 ** 0, NaN ** 0, 1 ** Infinity, (-8) ** (1 / 3)); // expect: 1 1 NaN NaN
  let n = 3;
  n **= 2;
  console.log(n, -(2 ** 2)); // expect: 9 -4
}
