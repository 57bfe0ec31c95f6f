// needs: bigint
// @check: off
// Mixing BigInt and number is refused; conversion is explicit.
export function main() {
  for (const f of [
    () => 1n + 1,
    () => +1n,
    () => Math.max(1n),
    () => BigInt(1.5),
    () => BigInt('x'),
    () => 1n / 0n,
    () => 2n ** -1n,
    () => JSON.stringify(1n),
    () => 1n >>> 0n,
  ]) {
    try {
      f();
      console.log('no error');
    } catch (error) {
      console.log(error.name);
    }
  }
  console.log(
    BigInt('0xff'),
    BigInt(10),
    Number(2n ** 64n),
    String(12n),
    255n.toString(16),
    BigInt.asUintN(8, 257n),
    BigInt.asIntN(8, 255n),
    0n ? 1 : 2,
    1n < 1.5,
    '2' > 1n,
  );
  // expect: TypeError
  // expect: TypeError
  // expect: TypeError
  // expect: RangeError
  // expect: SyntaxError
  // expect: RangeError
  // expect: RangeError
  // expect: TypeError
  // expect: TypeError
  // expect: 255 10 18446744073709552000 12 ff 1 -1 2 true true
}
