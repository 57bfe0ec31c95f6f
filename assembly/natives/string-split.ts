/** split, by a string. */
import { reserve } from '../heap/allocate';
import { arrayBytes, elementAddress, newArray, setLength } from '../heap/arrays';
import { NOT_FOUND, findForward } from '../heap/string-search';
import {
  isWideRange,
  makeSubstring,
  readySubstring,
  stringBytes,
  stringLength,
} from '../heap/strings';
import { FRAME_THIS, SCRATCH } from '../memory-map';
import { toUint32 } from '../numbers/convert';
import { RETRY, argument, charge, chargeBytes, succeed } from '../protocol';
import { TAG_ARRAY, UNDEFINED, box, boxString, isNumber, numberValue } from '../value';
import { BOUNDED_UNITS, failed, flatOperand, receiver, slowPath } from './string-operands';
import { StringNative } from './string-rows';

/** Most pieces of one call; beyond it the library goes piece by piece. */
const MOST_PIECES: u32 = 4096;
/** u32: bytes of the pieces that the last measuring pass found. */
const PIECE_BYTES: u32 = SCRATCH;

export function split(frame: u32, count: i32): i32 {
  const flat = receiver(frame);
  if (!flat) return failed(StringNative.SPLIT);
  const limitValue = argument(frame, count, 1);
  if (limitValue != UNDEFINED && !isNumber(limitValue)) return slowPath(StringNative.SPLIT);
  const limit = limitValue == UNDEFINED ? 0xffffffff : toUint32(numberValue(limitValue));
  const separatorValue = argument(frame, count, 0);
  const separator = flatOperand(separatorValue);
  if (!separator) return failed(StringNative.SPLIT);
  if (limit == 0 || separatorValue == UNDEFINED) return single(load<u64>(frame, FRAME_THIS), limit);
  const length = stringLength(flat);
  if (length > BOUNDED_UNITS || stringLength(separator) > BOUNDED_UNITS)
    return slowPath(StringNative.SPLIT);
  const pieces = putPieces(flat, separator, limit, 0);
  if (pieces < 0) return slowPath(StringNative.SPLIT);
  if (!reserve(arrayBytes(pieces) + load<u32>(PIECE_BYTES))) return RETRY;
  charge(pieces);
  chargeBytes(load<u32>(PIECE_BYTES));
  const array = newArray(pieces);
  putPieces(flat, separator, limit, array);
  setLength(array, pieces);
  return succeed(box(TAG_ARRAY, array));
}

/** An array of the whole string, or an empty one. */
function single(value: u64, limit: u32): i32 {
  const pieces = min(limit, 1);
  if (!reserve(arrayBytes(pieces))) return RETRY;
  const array = newArray(pieces);
  if (pieces) store<u64>(elementAddress(array, 0), value);
  setLength(array, pieces);
  return succeed(box(TAG_ARRAY, array));
}

/**
 * One pass over the pieces: measures them (array = 0) or makes them. Their number, -1 when it is too much for one call. An empty
 * separator splits between all units; then an empty string has no pieces, else it has one.
 */
function putPieces(flat: u32, separator: u32, limit: u32, array: u32): i32 {
  const length = stringLength(flat);
  const size = stringLength(separator);
  let pieces: u32 = 0;
  let bytes: u32 = 0;
  let start: u32 = 0;
  while (pieces < limit) {
    let end = length;
    if (size == 0) {
      if (start == length) break;
      end = start + 1;
    } else {
      const index = findForward(flat, separator, start);
      if (index < NOT_FOUND) return -1;
      if (index != NOT_FOUND) end = index;
    }
    if (pieces == MOST_PIECES) return -1;
    const ready = readySubstring(flat, start, end - start);
    const wide = !ready && isWideRange(flat, start, end - start);
    if (array) {
      const piece = ready ? ready : makeSubstring(flat, start, end - start, wide);
      store<u64>(elementAddress(array, pieces), boxString(piece));
    } else if (!ready) {
      bytes += stringBytes(end - start, wide);
    }
    pieces++;
    if (end == length && size != 0) break;
    start = end + size;
  }
  store<u32>(PIECE_BYTES, bytes);
  return pieces;
}
