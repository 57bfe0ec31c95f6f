// The sieve of Eratosthenes.
export function main() {
  const limit = 1000;
  const composite: boolean[] = [];
  const primes: number[] = [];
  for (let n = 2; n < limit; n++) {
    if (composite[n]) continue;
    primes.push(n);
    for (let m = n * n; m < limit; m += n) composite[m] = true;
  }
  console.log(primes.length, primes.at(-1), primes.slice(0, 8).join()); // expect: 168 997 2,3,5,7,11,13,17,19
}
