/**
 * Searching in flat strings. A search does at most about WORK_CHUNK units of work, and charges them; one that would need more says how far it came, and
 * the guest library goes on from there.
 */
import { chargeBytes } from '../protocol';
import { WORK_CHUNK } from '../work-kinds';
import { characterAt, characters, is16Bit, stringLength } from './flat-strings';

export const NOT_FOUND: i32 = -1;

/** What a search gives that stopped before `index`: not found up to there. Any result below NOT_FOUND. */
// @ts-ignore: decorator
@inline
export function stoppedAt(index: u32): i32 {
  return -2 - <i32>index;
}

/** Units that a place where the needle may begin counts as. */
const CANDIDATE_WORK: u32 = 8;

/** The end of a search that cost so many units of work. */
// @ts-ignore: decorator
@inline
function searched(flat: u32, work: u32, result: i32): i32 {
  chargeBytes(work << (<u32>is16Bit(flat)));
  return result;
}

/** The first index ≥ `from` at which `needle` begins: NOT_FOUND, or `stoppedAt`. The needle is at most WORK_CHUNK long. */
export function findForward(flat: u32, needle: u32, from: u32): i32 {
  const length = stringLength(flat);
  const size = stringLength(needle);
  if (size == 0) return min(from, length);
  if (from > length || size > length - from) return NOT_FOUND;
  if (is16Bit(needle) && !is16Bit(flat)) return NOT_FOUND;
  const end = length - size + 1;
  const first = characterAt(needle, 0);
  let work: u32 = 0;
  let index = from;
  while (index < end) {
    if (work > WORK_CHUNK) return searched(flat, work, stoppedAt(index));
    const found = findUnit(flat, first, index, min(end, index + WORK_CHUNK));
    work += found - index + CANDIDATE_WORK;
    if (found == end) break;
    if (found < index + WORK_CHUNK) {
      const same = equalRun(flat, found + 1, needle, 1, size - 1);
      work += same;
      if (same == size - 1) return searched(flat, work, found);
      index = found + 1;
    } else {
      index = found;
    }
  }
  return searched(flat, work, NOT_FOUND);
}

/** The last index ≤ `from` at which `needle` begins: NOT_FOUND, or `stoppedAt(index)`: go on from index. */
export function findBackward(flat: u32, needle: u32, from: u32): i32 {
  const length = stringLength(flat);
  const size = stringLength(needle);
  if (size > length) return NOT_FOUND;
  let index = <i32>min(from, length - size);
  if (size == 0) return index;
  if (is16Bit(needle) && !is16Bit(flat)) return NOT_FOUND;
  const first = characterAt(needle, 0);
  let work: u32 = 0;
  for (; index >= 0; index--) {
    work += 2;
    if (work > WORK_CHUNK) return searched(flat, work, stoppedAt(index));
    if (characterAt(flat, index) != first) continue;
    const same = equalRun(flat, index + 1, needle, 1, size - 1);
    work += same + CANDIDATE_WORK;
    if (same == size - 1) return searched(flat, work, index);
  }
  return searched(flat, work, NOT_FOUND);
}

/** The first index in [start, end) that holds this unit, or `end`. */
export function findUnit(flat: u32, unit: u32, start: u32, end: u32): u32 {
  const first = characters(flat);
  let index = start;
  if (is16Bit(flat)) {
    const pattern = <u64>unit * 0x0001000100010001;
    for (; index + 4 <= end; index += 4) {
      const word = load<u64>(first + (index << 1)) ^ pattern;
      const zeros = (word - 0x0001000100010001) & ~word & 0x8000800080008000;
      if (zeros) return index + <u32>(ctz(zeros) >>> 4);
    }
    while (index < end && load<u16>(first + (index << 1)) != unit) index++;
    return index;
  }
  if (unit > 255) return end;
  const pattern = <u64>unit * 0x0101010101010101;
  for (; index + 8 <= end; index += 8) {
    const word = load<u64>(first + index) ^ pattern;
    // The lowest mark is exact: a borrow only ever marks bytes above a zero.
    const zeros = (word - 0x0101010101010101) & ~word & 0x8080808080808080;
    if (zeros) return index + <u32>(ctz(zeros) >>> 3);
  }
  while (index < end && load<u8>(first + index) != unit) index++;
  return index;
}

/** How many of `count` units are the same from indices `a` and `b` on. */
export function equalRun(flatA: u32, a: u32, flatB: u32, b: u32, count: u32): u32 {
  let same: u32 = 0;
  const wide = is16Bit(flatA);
  if (wide == is16Bit(flatB)) {
    const shift = <u32>wide;
    const first = characters(flatA) + (a << shift);
    const second = characters(flatB) + (b << shift);
    const bytes = count << shift;
    let offset: u32 = 0;
    for (; offset + 8 <= bytes; offset += 8) {
      const difference = load<u64>(first + offset) ^ load<u64>(second + offset);
      if (difference) return (offset + <u32>(ctz(difference) >>> 3)) >>> shift;
    }
    while (offset < bytes && load<u8>(first + offset) == load<u8>(second + offset)) offset++;
    return offset >>> shift;
  }
  while (same < count && characterAt(flatA, a + same) == characterAt(flatB, b + same)) same++;
  return same;
}
