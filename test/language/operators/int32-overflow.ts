// Numbers are doubles: nothing wraps at 32 bits unless asked.
export function main() {
  let n = 2147483647;
  n++;
  console.log(n, n | 0); // expect: 2147483648 -2147483648
  n = -2147483648;
  n--;
  console.log(n, n | 0); // expect: -2147483649 2147483647
  console.log(65536 * 65536, (65536 * 65536) | 0, Math.imul(65537, 65537)); // expect: 4294967296 0 131073
  console.log(2147483647 + 2147483647, -(-2147483648), -2147483648 / -1); // expect: 4294967294 2147483648 2147483648
}
