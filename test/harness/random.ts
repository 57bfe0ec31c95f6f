/** Random numbers that are the same on every run. */

/** `count` integers from 1 to `limit`, decided by the seed alone (a 32-bit xorshift). */
export function randomIntegers(limit: number, count: number, seed: number): number[] {
  let state = (Math.imul(seed, 0x9e3779b1) | 1) >>> 0;
  return Array.from({ length: count }, () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return 1 + ((state >>> 0) % limit);
  });
}
