/** Where the value lies that could not be marshalled, as a JavaScript expression: `args[0].user.onClick`. */
import { getSlot } from '../heap/allocate';
import { shapeOf } from '../heap/objects';
import { shapeAt, shapePair } from '../heap/shapes';
import { characterAt, makeLatin1FromScratch, stringLength } from '../heap/strings';
import { E_DEPTH, E_ROOT, E_STACK, WALK_FRAME_SLOTS, Walk } from '../layouts';
import { SCRATCH } from '../memory-map';
import { HOLE, boxString, isNumber, numberValue, pointer } from '../value';
import { propertyAt } from './encode-properties';
import { frameKind, framePosition } from './encode-state';
import { listSlot } from '../heap/slot-list';

/** Longest path, in characters; what is cut off ends in `...`. */
const MAX_PATH: u32 = 400;
/** Longest key in it. */
const MAX_KEY: u32 = 60;

const DOT: u32 = 0x2e;
const OPEN: u32 = 0x5b; // [
const CLOSE: u32 = 0x5d; // ]
const QUOTE: u32 = 0x22;
const QUESTION: u32 = 0x3f;

/** What `pathOf` needs. */
export const PATH_BYTES: u32 = 512;

/** The path of the value that a refused walk stopped at, a string; only after `reserve(PATH_BYTES)`. */
export function pathOf(state: u32): u64 {
  let out = SCRATCH;
  for (let root = getSlot(state, E_ROOT); root != 0; root >>>= 8) store<u8>(out++, <u8>root);
  const depth = <u32>getSlot(state, E_DEPTH);
  for (let level: u32 = 0; level < depth; level++) {
    const frame = listSlot(pointer(getSlot(state, E_STACK)), level * WALK_FRAME_SLOTS);
    // All but the innermost frame have counted the child that the walk is in.
    const begun = framePosition(frame);
    if (level + 1 < depth && begun == 0) continue;
    out = part(out, frame, level + 1 < depth ? begun - 1 : begun);
    if (out - SCRATCH > MAX_PATH) {
      for (let dot = 0; dot < 3; dot++) store<u8>(out++, DOT);
      break;
    }
  }
  return boxString(makeLatin1FromScratch(out - SCRATCH));
}

function part(out: u32, frame: u32, index: u32): u32 {
  const source = pointer(load<u64>(frame));
  switch (frameKind(frame)) {
    case Walk.ARRAY:
      return bracketed(out, index);
    case Walk.RECORD:
      return putKey(out, load<u64>(shapePair(shapeAt(shapeOf(source)), index)));
    case Walk.VALUES:
      return putKey(out, propertyAt(source, index));
    case Walk.MAP:
      return bracketed(bracketed(out, index >>> 1), index & 1);
    case Walk.SET:
      return bracketed(out, index);
    case Walk.CAUSE:
      store<u32>(out, 0x7561632e); // .cau
      store<u16>(out, 0x6573, 4); // se
      return out + 6;
    default:
      return out;
  }
}

function bracketed(out: u32, index: u32): u32 {
  store<u8>(out, OPEN);
  const end = putIndex(out + 1, index);
  store<u8>(end, CLOSE);
  return end + 1;
}

function putIndex(out: u32, index: u32): u32 {
  let end = out + 1;
  for (let rest = index / 10; rest != 0; rest /= 10) end++;
  let rest = index;
  for (let at = end; at > out; rest /= 10) store<u8>(--at, <u8>(48 + (rest % 10)));
  return end;
}

function isIdentifierUnit(unit: u32): bool {
  return (
    (unit >= 97 && unit <= 122) ||
    (unit >= 65 && unit <= 90) ||
    (unit >= 48 && unit <= 57) ||
    unit == 95 ||
    unit == 36
  );
}

function putKey(out: u32, key: u64): u32 {
  if (isNumber(key)) {
    store<u8>(out, OPEN);
    store<u8>(out, QUOTE, 1);
    const end = putIndex(out + 2, <u32>numberValue(key));
    store<u8>(end, QUOTE);
    store<u8>(end, CLOSE, 1);
    return end + 2;
  }
  if (key == HOLE) return out;
  const text = pointer(key);
  const length = min(stringLength(text), MAX_KEY);
  let plain = length != 0 && !(characterAt(text, 0) >= 48 && characterAt(text, 0) <= 57);
  for (let i: u32 = 0; i < length && plain; i++) plain = isIdentifierUnit(characterAt(text, i));
  if (plain) store<u8>(out++, DOT);
  else {
    store<u8>(out, OPEN);
    store<u8>(out, QUOTE, 1);
    out += 2;
  }
  for (let i: u32 = 0; i < length; i++) {
    const unit = characterAt(text, i);
    store<u8>(out++, <u8>(unit < 256 ? unit : QUESTION));
  }
  if (plain) return out;
  store<u8>(out, QUOTE);
  store<u8>(out, CLOSE, 1);
  return out + 2;
}
