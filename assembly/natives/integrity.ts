/**
 * Object.freeze and seal, and whether an object is frozen or sealed.
 *
 * The properties of a large dictionary are gone through as work (RULES 2): Work.INTEGRITY, R_WORK0 = object, R_WORK1 = enum Aim, and a
 * record whose answer says whether all was as it should be.
 */
import { completeFunction, isLazyFunction } from '../functions';
import { getSlot, reserve } from '../heap/allocate';
import { beginQuestion, findAnswer, giveAnswer } from '../heap/answers';
import { arrayLength } from '../heap/arrays';
import {
  addProperty,
  boxObject,
  classOf,
  findOwn,
  restrictKeyList,
  shapeOf,
  toDictionary,
  withFlags,
} from '../heap/objects';
import { restricted, shapeAt, shapeCount, shapeFlags, shapePair } from '../heap/shapes';
import { entryAt, tableUsed } from '../heap/tables';
import {
  ANSWER_RESULT,
  Aim,
  ENTRY_ATTRIBUTES,
  ENUMERABLE,
  OBJECT_OVERFLOW,
  SHAPE_DICTIONARY,
  SHAPE_NOT_EXTENSIBLE,
  SHAPE_UNIQUE,
  WRITABLE,
} from '../layouts';
import { H_WORK_CURSOR, R_WORK0, R_WORK1 } from '../memory-map';
import { ClassId } from '../names';
import { elementAttributes } from '../properties';
import { DONE, RETRY, charge, succeed } from '../protocol';
import { FALSE, HOLE, NULL, TRUE, boxBool, pointer } from '../value';
import { Work, endWork } from '../work-kinds';

/** Entries of a table that are gone through at once, and in one chunk. */
const CHUNK_ENTRIES: u32 = 4096;

// @ts-ignore: decorator
@inline
function freezes(aim: u32): bool {
  return aim == Aim.FREEZE || aim == Aim.IS_FROZEN;
}

/** Freezes or seals: every own property loses its configurable (and writable) attribute. Result code, the object in R_RESULT. */
export function restrict(object: u32, aim: u32): i32 {
  if (isLazyFunction(object)) {
    const code = completeFunction(object);
    if (code != DONE) return code;
  }
  if (classOf(object) == ClassId.ARRAY) {
    const wanted = freezes(aim) ? ENUMERABLE : ENUMERABLE | WRITABLE;
    const slot = findOwn(object, NULL);
    if (slot == 0) {
      const code = addProperty(object, NULL, <u64>wanted, 0);
      if (code != DONE) return code;
    } else store<u64>(slot, load<u64>(slot) & <u64>wanted);
  }
  let code = restrictShape(object, freezes(aim));
  if (code == DONE && isDictionary(object)) code = goThrough(object, aim);
  if (code == DONE) code = withFlags(object, SHAPE_NOT_EXTENSIBLE);
  return code == DONE ? succeed(boxObject(object)) : code;
}

// @ts-ignore: decorator
@inline
function isDictionary(object: u32): bool {
  return (shapeFlags(shapeAt(shapeOf(object))) & SHAPE_DICTIONARY) != 0;
}

/** The properties of an object that is no dictionary: where one is to change, it becomes one, or its own shape changes. */
function restrictShape(object: u32, freeze: bool): i32 {
  if (isDictionary(object) || isShapeRestricted(shapeAt(shapeOf(object)), freeze)) return DONE;
  const isUnique = (shapeFlags(shapeAt(shapeOf(object))) & SHAPE_UNIQUE) != 0;
  return isUnique ? restrictKeyList(object, freeze) : toDictionary(object);
}

function isShapeRestricted(shape: u32, freeze: bool): bool {
  for (let i: u32 = 0, n = shapeCount(shape); i < n; i++) {
    const attributes = load<u32>(shapePair(shape, i), 8);
    if (attributes != restricted(attributes, freeze)) return false;
  }
  return true;
}

/** Object.isFrozen and isSealed. Result code, the answer in R_RESULT. */
export function isRestricted(object: u32, aim: u32): i32 {
  const shape = shapeAt(shapeOf(object));
  if (!(shapeFlags(shape) & SHAPE_NOT_EXTENSIBLE)) return succeed(FALSE);
  if (classOf(object) == ClassId.ARRAY && arrayLength(object)) {
    const attributes = elementAttributes(object);
    if (attributes != restricted(attributes, freezes(aim))) return succeed(FALSE);
  }
  if (isDictionary(object)) return goThrough(object, aim);
  return succeed(boxBool(isShapeRestricted(shape, freezes(aim))));
}

// ---- Dictionaries ----

/** The entries of the table, at once or as work. Result code; of a question, the answer in R_RESULT. */
function goThrough(object: u32, aim: u32): i32 {
  const table = load<u32>(object, OBJECT_OVERFLOW);
  const used = tableUsed(table);
  if (used <= CHUNK_ENTRIES) {
    charge(used >>> 2);
    return succeed(boxBool(areRestricted(table, aim, 0, used)));
  }
  const answer = findAnswer(Work.INTEGRITY, boxObject(object), <u64>aim);
  if (answer == 0) {
    beginQuestion(Work.INTEGRITY, boxObject(object), <u64>aim, 0);
    return RETRY;
  }
  const result = getSlot(answer, ANSWER_RESULT);
  endWork();
  return succeed(result);
}

/** One chunk. H_WORK_CURSOR = entries passed. */
export function runIntegrity(): bool {
  const table = load<u32>(pointer(load<u64>(R_WORK0)), OBJECT_OVERFLOW);
  const start = load<u32>(H_WORK_CURSOR);
  const end = min(tableUsed(table), start + CHUNK_ENTRIES);
  charge((end - start) >>> 2);
  if (!areRestricted(table, load<u32>(R_WORK1), start, end)) return giveAnswer(FALSE);
  if (end == tableUsed(table)) return giveAnswer(TRUE);
  store<u32>(H_WORK_CURSOR, end);
  return false;
}

/** Are entries [start, end) as they must be? When they are to be made so, they are. */
function areRestricted(table: u32, aim: u32, start: u32, end: u32): bool {
  const changes = aim == Aim.FREEZE || aim == Aim.SEAL;
  for (let i = start; i < end; i++) {
    const entry = entryAt(table, i);
    const attributes = load<u32>(entry, ENTRY_ATTRIBUTES);
    const wanted = restricted(attributes, freezes(aim));
    if (changes) store<u32>(entry, wanted, ENTRY_ATTRIBUTES);
    else if (load<u64>(entry) != HOLE && attributes != wanted) return false;
  }
  return true;
}
