// Sums and products of fractions, to the last bit.
export function main() {
  let sum = 0;
  for (let i = 1; i <= 100; i++) sum += 1 / i;
  console.log(sum); // expect: 5.187377517639621
  let product = 1;
  for (let i = 1; i <= 30; i++) product *= 1 + 1 / (i * i);
  console.log(product, 1e16 + 1, 0.1 * 0.2, 3 * 1.1, (1 / 49) * 49); // expect: 3.557536524707823 10000000000000000 0.020000000000000004 3.3000000000000003 0.9999999999999999
}
