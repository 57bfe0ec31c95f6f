/**
 * Seeded random numbers: xorshift128+ (Sebastiano Vigna, "Further scramblings of Marsaglia's xorshift
 * generators"), its state two u64 at `state`, seeded by splitmix64.
 */

/** Bytes of state at the pointer these functions take. */
export const RANDOM_STATE_BYTES: i32 = 16;

/** Fills the state from the bits of `seed`; −0 and NaN seed like 0 and the canonical NaN. */
export function seedRandom(state: usize, seed: f64): void {
  let value: u64 = 0;
  if (seed != seed) value = 0x7ff8000000000000;
  else if (seed != 0) value = reinterpret<u64>(seed);
  const first = splitMix(value + 0x9e3779b97f4a7c15);
  const second = splitMix(value + 0x3c6ef372fe94f82a);
  store<u64>(state, first);
  // Not both halves are zero: splitMix is one to one and its arguments differ.
  store<u64>(state, second, 8);
}

/** The next number in [0, 1), a multiple of 2⁻⁵³. */
export function nextRandom(state: usize): f64 {
  let a = load<u64>(state);
  const b = load<u64>(state, 8);
  store<u64>(state, b);
  a ^= a << 23;
  a ^= (a >> 17) ^ b ^ (b >> 26);
  store<u64>(state, a, 8);
  return <f64>((a + b) >> 11) * 1.1102230246251565e-16; // 2⁻⁵³
}

function splitMix(value: u64): u64 {
  value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
  value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
  return value ^ (value >> 31);
}
