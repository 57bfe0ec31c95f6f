/**
 * Sieve: the primes up to 5,000 by Eratosthenes' method.
 * Exercises loops and one array of booleans.
 */
import { verify } from './support/verify';

const LIMIT = 5000;
const EXPECTED_PRIMES = 669;

function countPrimes(limit: number): number {
  const isCandidate = new Array<boolean>(limit + 1).fill(true);
  let primes = 0;
  for (let n = 2; n <= limit; n++) {
    if (!isCandidate[n]) continue;
    primes++;
    for (let multiple = n + n; multiple <= limit; multiple += n) isCandidate[multiple] = false;
  }
  return primes;
}

export function main(iterations: number): boolean {
  for (let i = 0; i < iterations; i++) {
    verify('sieve', 'the number of primes', countPrimes(LIMIT), EXPECTED_PRIMES);
  }
  return true;
}
