/** Texts of a message being read (decode.ts): short ones at once, others piece by piece. */
import { getSlot, reserve, setSlot } from '../heap/allocate';
import {
  allocateLatin1,
  allocateUtf16,
  characterString,
  characters,
  emptyStringAddress,
  latin1Bytes,
  utf16Bytes,
} from '../heap/strings';
import { DONE, RETRY } from '../protocol';
import { UNDEFINED, boxString, pointer } from '../value';
import {
  DIRECT_BYTES,
  PIECE_BYTES,
  check,
  cursorOf,
  raw,
  setCursor,
  spend,
  take,
} from './decode-state';
import { D_TEXT, D_UNITS, D_VALUE, READING } from '../layouts';

// ---- Text ----

export function readText(state: u32, cursor: u32, end: u32, length: u32): i32 {
  const units = length >>> 1;
  const wide = length & 1;
  check(cursor, units << wide, end);
  if (units < 2 && !wide) {
    setCursor(state, cursor + units);
    return take(
      state,
      boxString(units == 0 ? emptyStringAddress() : characterString(load<u8>(cursor))),
      0,
      UNDEFINED,
    );
  }
  if (!reserve(wide ? utf16Bytes(units) : latin1Bytes(units))) return RETRY;
  const text = wide ? allocateUtf16(units) : allocateLatin1(units);
  const bytes = units << wide;
  if (bytes <= DIRECT_BYTES) {
    memory.copy(characters(text), cursor, bytes);
    setCursor(state, cursor + bytes);
    spend(state, bytes >>> 6);
    return take(state, boxString(text), 0, UNDEFINED);
  }
  setCursor(state, cursor);
  setSlot(state, D_TEXT, 0);
  setSlot(state, D_UNITS, <u64>(wide | READING));
  return take(state, boxString(text), 0, UNDEFINED);
}

/** Before an image is made of the region: clears what is not read yet of a long text. */
export function settleText(state: u32): void {
  if (!(raw(state, D_UNITS) & READING)) return;
  const text = pointer(getSlot(state, D_VALUE));
  const total = load<u32>(text, 8) << (raw(state, D_UNITS) & 1);
  const read = raw(state, D_TEXT);
  memory.fill(characters(text) + read, 0, total - read);
}

/** The next piece of a long text that is being read. */
export function readPiece(state: u32): i32 {
  const text = pointer(getSlot(state, D_VALUE));
  const total = load<u32>(text, 8) << (raw(state, D_UNITS) & 1);
  const read = raw(state, D_TEXT);
  const bytes = min(total - read, PIECE_BYTES);
  const cursor = cursorOf(state);
  memory.copy(characters(text) + read, cursor, bytes);
  setCursor(state, cursor + bytes);
  spend(state, 1 + (bytes >>> 6));
  const done = read + bytes == total;
  setSlot(state, D_TEXT, done ? 0 : <u64>(read + bytes));
  if (done) setSlot(state, D_UNITS, 0);
  return DONE;
}
