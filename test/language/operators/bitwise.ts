// Bitwise operators work on 32-bit integers.
export function main() {
  console.log(5 & 3, 5 | 3, 5 ^ 3, ~5); // expect: 1 7 6 -6
  console.log(0xffffffff & 0xff, 0xffffffff | 0, (2 ** 32) | 5, -1 >>> 0); // expect: 255 -1 5 4294967295
  console.log(1.9 | 0, -1.9 | 0, NaN | 0, Infinity | 0, 1e20 | 0, 4294967297 | 0); // expect: 1 -1 0 0 1661992960 1
}
