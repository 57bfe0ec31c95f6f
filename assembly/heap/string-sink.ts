/**
 * Building a string of pieces in two passes: the first measures, the second writes. State in SCRATCH, within one instruction:
 *
 *   +0 u32 where the next unit goes, 0 while measuring   +4 u32 units so far   +8 u32 is any unit above 255? (while writing: the width)
 */
import { SCRATCH } from '../memory-map';
import {
  allocateString,
  characterAt,
  characters,
  copyCharacters,
  fitsLatin1,
  is16Bit,
  stringBytes,
  stringLength,
} from './flat-strings';

const SINK_TARGET: u32 = SCRATCH;
const SINK_LENGTH: u32 = SCRATCH + 4;
const SINK_WIDE: u32 = SCRATCH + 8;

/** Begins the measuring pass. */
export function sinkMeasure(): void {
  store<u32>(SINK_TARGET, 0);
  store<u32>(SINK_LENGTH, 0);
  store<u32>(SINK_WIDE, 0);
}

/** Units so far. */
// @ts-ignore: decorator
@inline
export function sinkLength(): u32 {
  return load<u32>(SINK_LENGTH);
}

/** Bytes of the string that was measured. */
export function sinkBytes(): u32 {
  return stringBytes(load<u32>(SINK_LENGTH), <bool>load<u32>(SINK_WIDE));
}

/** Begins the writing pass, which must put the same pieces; only after `reserve(sinkBytes())`. Gives the string that it fills. */
export function sinkWrite(): u32 {
  const result = allocateString(load<u32>(SINK_LENGTH), <bool>load<u32>(SINK_WIDE));
  store<u32>(SINK_TARGET, characters(result));
  return result;
}

/** Units [start, start + count) of a flat string. */
export function sinkPut(flat: u32, start: u32, count: u32): void {
  const target = load<u32>(SINK_TARGET);
  const wide = load<u32>(SINK_WIDE);
  if (target) {
    copyCharacters(target, <bool>wide, flat, start, count);
    store<u32>(SINK_TARGET, target + (count << wide));
    return;
  }
  store<u32>(SINK_LENGTH, load<u32>(SINK_LENGTH) + count);
  if (!wide && is16Bit(flat) && !fitsLatin1(characters(flat) + (start << 1), count))
    store<u32>(SINK_WIDE, 1);
}

/** One unit. */
export function sinkUnit(unit: u32): void {
  const target = load<u32>(SINK_TARGET);
  const wide = load<u32>(SINK_WIDE);
  if (!target) {
    store<u32>(SINK_LENGTH, load<u32>(SINK_LENGTH) + 1);
    if (unit > 255) store<u32>(SINK_WIDE, 1);
    return;
  }
  if (wide) store<u16>(target, <u16>unit);
  else store<u8>(target, <u8>unit);
  store<u32>(SINK_TARGET, target + 1 + wide);
}

/** So many copies of a flat string. */
export function sinkRepeat(flat: u32, times: u32): void {
  const length = stringLength(flat);
  const target = load<u32>(SINK_TARGET);
  const wide = load<u32>(SINK_WIDE);
  if (!target) {
    if (times) sinkPut(flat, 0, length);
    if (times > 1) store<u32>(SINK_LENGTH, load<u32>(SINK_LENGTH) + length * (times - 1));
  } else if (length == 1 && !wide) {
    memory.fill(target, <u8>characterAt(flat, 0), times);
    store<u32>(SINK_TARGET, target + times);
  } else {
    for (let i: u32 = 0; i < times; i++) sinkPut(flat, 0, length);
  }
}
