// The shift count is taken modulo 32; >>> gives an unsigned number.
export function main() {
  console.log(1 << 4, 1 << 31, 1 << 32, 1 << 33, 1 << -1); // expect: 16 -2147483648 1 2 -2147483648
  console.log(-8 >> 1, -8 >>> 1, -8 >>> 0, -1 >>> 31, 5 >> 32); // expect: -4 2147483644 4294967288 1 5
  console.log(2147483648 >> 0, 2147483648 >>> 0, 4294967296 >>> 0, 3.7 << 1); // expect: -2147483648 2147483648 0 6
}
