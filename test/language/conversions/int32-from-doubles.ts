// The bit operators reduce any double modulo 2^32.
export function main() {
  const values = [
    2 ** 31,
    2 ** 32,
    2 ** 33 + 5,
    -(2 ** 31) - 1,
    1e15,
    -1e15,
    2 ** 53,
    1e300,
    0.5,
    -0.5,
  ];
  console.log(values.map((v) => v | 0).join()); // expect: -2147483648,0,5,2147483647,-1530494976,1530494976,0,0,0,0
  console.log(values.map((v) => v >>> 0).join()); // expect: 2147483648,0,5,2147483647,2764472320,1530494976,0,0,0,0
}
