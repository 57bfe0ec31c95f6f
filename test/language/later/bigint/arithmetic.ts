// needs: bigint
// BigInt arithmetic is exact.
export function main() {
  console.log(
    2n ** 100n,
    7n / 2n,
    -7n / 2n,
    -7n % 3n,
    10n - 20n,
    0n === -0n,
    123456789012345678901234567890n * 987654321n,
  ); // expect: 1267650600228229401496703205376 3 -3 -1 -10 true 121932631124828532112482853211126352690
  console.log(
    5n & 3n,
    5n | 3n,
    5n ^ 3n,
    ~5n,
    1n << 70n,
    -9n >> 1n,
    2n > 1,
    2n == (2 as any),
    typeof 1n,
  ); // expect: 1 7 6 -6 1180591620717411303424 -5 true true bigint
}
