/**
 * A hash that is hard to aim at, for tables whose keys someone seems to have chosen for their hashes (tables.ts, intern.ts).
 *
 * The everyday hashes (FNV-1a over the units of a string, a product for everything else) are cheap and easily inverted, so keys that
 * collide are easily found. Here every step adds two different permutations of its input, which has no known inverse: keys that share b
 * bits must be found by trying 2^b of them. There is no secret in it, for steps must be the same on every host.
 */
import { chargeBytes } from '../protocol';
import { TAG_STRING, high, pointer } from '../value';
import { characterBytes, characters } from './flat-strings';

const K1: u64 = 0x9e3779b97f4a7c15;
const K2: u64 = 0xbf58476d1ce4e5b9;
const K3: u64 = 0x94d049bb133111eb;

/** Of longer texts, in bytes, only the beginning and the end count: whoever fills tables with long texts runs out of memory first. */
const SAMPLE_BYTES: u32 = 4096;

// @ts-ignore: decorator
@inline
function add(hash: u64, word: u64): u64 {
  let x = (hash ^ word) * K1;
  x ^= x >>> 32;
  x *= K2;
  let y = (rotl<u64>(word, 31) + hash) * K3;
  y ^= y >>> 29;
  return (x ^ (x >>> 29)) + y;
}

/** Of any key of a table, but an object or a symbol: of those, pass their identity. Strings are flat. */
export function strongHash(key: u64): u64 {
  return high(key) == TAG_STRING ? strongTextHash(pointer(key)) : add(K2, add(K3, key));
}

export function strongTextHash(flat: u32): u64 {
  const bytes = characterBytes(flat);
  const first = characters(flat);
  const sampled = min(bytes, SAMPLE_BYTES);
  // Words: the padding is zero.
  let hash = wordsHash(K2 ^ <u64>bytes, first, sampled);
  if (bytes > SAMPLE_BYTES) {
    const last = first + ((bytes - SAMPLE_BYTES) & ~7);
    hash = wordsHash(hash, last, first + bytes - last);
  }
  chargeBytes(min(bytes, SAMPLE_BYTES << 1));
  return add(K3, hash);
}

function wordsHash(hash: u64, start: u32, bytes: u32): u64 {
  for (let at = start, end = start + bytes; at < end; at += 8) hash = add(hash, load<u64>(at));
  return hash;
}
