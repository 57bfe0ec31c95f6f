// Every compound assignment operator.
export function main() {
  let n = 10;
  n += 5;
  n -= 3;
  n *= 4;
  n /= 6;
  n %= 5;
  console.log(n); // expect: 3
  n = 0b1100;
  n &= 0b0110;
  n |= 1;
  n ^= 0b111;
  n <<= 3;
  n >>= 1;
  console.log(n); // expect: 8
  n = -1;
  n >>>= 28;
  console.log(n); // expect: 15
  let s = 'a';
  s += 1;
  s += null;
  console.log(s); // expect: a1null
}
