/** Code points in flat strings: surrogate pairs, and lone surrogates, which count as points of their own. */
import { RETRY, succeed } from '../protocol';
import { boxString } from '../value';
import { reserve } from './allocate';
import {
  allocateUtf16,
  characterAt,
  characterResult,
  characters,
  stringLength,
  utf16Bytes,
} from './flat-strings';

// @ts-ignore: decorator
@inline
export function isLead(unit: u32): bool {
  return unit >>> 10 == 0x36;
}

// @ts-ignore: decorator
@inline
export function isTrail(unit: u32): bool {
  return unit >>> 10 == 0x37;
}

// @ts-ignore: decorator
@inline
export function joinSurrogates(lead: u32, trail: u32): u32 {
  return 0x10000 + ((lead & 0x3ff) << 10) + (trail & 0x3ff);
}

// @ts-ignore: decorator
@inline
export function leadOf(point: u32): u32 {
  return 0xd7c0 + (point >>> 10);
}

// @ts-ignore: decorator
@inline
export function trailOf(point: u32): u32 {
  return 0xdc00 | (point & 0x3ff);
}

/** The code point that begins at an index. */
export function pointAt(flat: u32, index: u32): u32 {
  const unit = characterAt(flat, index);
  if (!isLead(unit) || index + 1 >= stringLength(flat)) return unit;
  const next = characterAt(flat, index + 1);
  return isTrail(next) ? joinSurrogates(unit, next) : unit;
}

/** The code point that ends before an index > 0. */
export function pointBefore(flat: u32, index: u32): u32 {
  const unit = characterAt(flat, index - 1);
  if (!isTrail(unit) || index < 2) return unit;
  const previous = characterAt(flat, index - 2);
  return isLead(previous) ? joinSurrogates(previous, unit) : unit;
}

/** Code units of a code point. */
// @ts-ignore: decorator
@inline
export function unitsOf(point: u32): u32 {
  return point > 0xffff ? 2 : 1;
}

/** The string of one code point. Result code. */
export function codePointString(point: u32): i32 {
  if (point <= 0xffff) return characterResult(point);
  if (!reserve(utf16Bytes(2))) return RETRY;
  const address = allocateUtf16(2);
  store<u16>(characters(address), <u16>leadOf(point));
  store<u16>(characters(address), <u16>trailOf(point), 2);
  return succeed(boxString(address));
}
