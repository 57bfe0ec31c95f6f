/** Records of a message being read (decode.ts): their shapes, and the objects made after them. */
import { builtinObject } from '../builtins';
import { getSlot, reserve, setSlot } from '../heap/allocate';
import { newObject, objectBytes, plainShape, shapeOf } from '../heap/objects';
import { shapeAt, shapeCount, shapeFlags, shapeInline } from '../heap/shapes';
import {
  allocateLatin1,
  allocateUtf16,
  characters,
  latin1Bytes,
  utf16Bytes,
} from '../heap/strings';
import { Build, D_KEY, OWN_SHAPES, SHAPE_DICTIONARY, WALK_POSITION } from '../layouts';
import { R_RESULT } from '../memory-map';
import { CoreBuiltin } from '../names';
import { toKey } from '../properties';
import { DONE, RETRY } from '../protocol';
import { TAG_OBJECT, UNDEFINED, box, boxString, pointer } from '../value';
import {
  EMPTY,
  MAX_INLINE,
  begin,
  check,
  cursorOf,
  endOf,
  ensureObject,
  lengthAt,
  setCursor,
  spend,
} from './decode-state';

// ---- Records ----

/** One key of a new shape. */
export function readKey(state: u32, frame: u32): i32 {
  const end = endOf(state);
  const head = lengthAt(cursorOf(state), end);
  const cursor = <u32>(head >>> 32);
  const units = <u32>head >>> 1;
  const wide = <u32>head & 1;
  check(cursor, units << wide, end);
  if (getSlot(state, D_KEY) == EMPTY) {
    if (!reserve(wide ? utf16Bytes(units) : latin1Bytes(units))) return RETRY;
    const text = wide ? allocateUtf16(units) : allocateLatin1(units);
    memory.copy(characters(text), cursor, units << wide);
    setSlot(state, D_KEY, boxString(text));
  }
  const code = toKey(getSlot(state, D_KEY));
  if (code != DONE) return code;
  setSlot(state, D_KEY, EMPTY);
  setSlot(pointer(load<u64>(frame)), load<u32>(frame, WALK_POSITION) + 1, load<u64>(R_RESULT));
  setCursor(state, cursor + (units << wide));
  store<u32>(frame, load<u32>(frame, WALK_POSITION) + 1, WALK_POSITION);
  spend(state, 1 + ((units << wide) >>> 6));
  return DONE;
}

/** A record of a shape of the message; the first of them is built property by property. */
export function readRecord(state: u32, cursor: u32, shapeValue: u64): i32 {
  const shape = pointer(shapeValue);
  const count = ((load<u32>(shape) & ~7) >>> 3) - 2;
  const guest = getSlot(shape, 0);
  if (guest > OWN_SHAPES) {
    if (!ensureObject(state) || !reserve(objectBytes(<u32>guest))) return RETRY;
    setCursor(state, cursor);
    return begin(state, box(TAG_OBJECT, newObject(<u32>guest)), Build.RECORD, count, UNDEFINED);
  }
  let code = builtinObject(CoreBuiltin.OBJECT_PROTOTYPE);
  if (code != DONE) return code;
  const root = plainShape(load<u64>(R_RESULT), count);
  if (root == 0 || !ensureObject(state) || !reserve(objectBytes(root))) return RETRY;
  setCursor(state, cursor);
  return begin(state, box(TAG_OBJECT, newObject(root)), Build.OBJECT, count, shapeValue);
}

/** Do all objects with these keys have the shape that the first one has now? Then the next ones are made with it. */
export function learnShape(shape: u32, object: u32): void {
  const count = ((load<u32>(shape) & ~7) >>> 3) - 2;
  const guest = shapeAt(shapeOf(object));
  const good =
    count <= MAX_INLINE &&
    shapeCount(guest) == count &&
    shapeInline(guest) >= count &&
    !(shapeFlags(guest) & SHAPE_DICTIONARY);
  setSlot(shape, 0, good ? <u64>shapeOf(object) : OWN_SHAPES);
}
