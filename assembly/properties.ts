/**
 * Property access: keys, prototype chains, accessors, exotic cases, inline caches. The slow paths of GETP, SETP, GETE, SETE and friends.
 *
 * Look-ups charge one step per prototype link whether or not a cache answered (RULES 1): the depth is kept in the cache entry.
 */
import { builtinObject, materialise } from './builtins';
import { CHAIN_RETRY, chainEnd } from './chains';
import { throwAround, throwError, throwRangeError } from './errors';
import { completeFunction, forgetInstances, isLazyFunction, templateOf } from './functions';
import { SPECIAL, pushCall } from './frames';
import {
  getSlot,
  reserve,
  setSlot,
  sizeOf,
  slotArrayBytes,
  allocateSlotArray,
} from './heap/allocate';
import { arrayLength, changeLength, elementAddress, elementAt, storeElement } from './heap/arrays';
import {
  addProperty,
  classOf,
  findOwn,
  foundAttributes,
  markPrototype,
  removeOwn,
  setAttributes,
  shapeOf,
  slotAddress,
} from './heap/objects';
import {
  PRIMITIVE_BOOLEAN,
  PRIMITIVE_NUMBER,
  PRIMITIVE_STRING,
  PRIMITIVE_SYMBOL,
  bumpEpoch,
  findTransition,
  shapeAt,
  shapeCount,
  shapeFlags,
  shapeInline,
  shapeInternal,
  shapePrototype,
} from './heap/shapes';
import {
  arrayIndexOf,
  flatString,
  intern,
  numberToString,
  primitiveToString,
  characterAt,
  characterResult,
  startFlatten,
  stringLength,
  concatenate,
} from './heap/strings';
import {
  ACCESSOR,
  ALL_ATTRIBUTES,
  CONFIGURABLE,
  MOST_LINKS,
  SHAPE_DICTIONARY,
  SHAPE_IS_PROTOTYPE,
  SHAPE_NOT_EXTENSIBLE,
  SHAPE_UNIQUE,
  WRITABLE,
} from './layouts';
import {
  CACHE_BYTES,
  H_CACHE_BASE,
  H_CACHE_END,
  H_CACHE_EPOCH,
  H_CACHE_POOL,
  H_FOUND_ATTRIBUTES,
  H_FOUND_DEPTH,
  H_FOUND_HOLDER,
  H_FOUND_SLOT,
  R_EXCEPTION,
  R_RESULT,
  R_SCRATCH0,
  R_SCRATCH1,
  TEMPLATE_NAME,
} from './memory-map';
import { ClassId, CoreBuiltin, ErrorKind, KnownKey, LibraryHelper } from './names';
import {
  DONE,
  RETRY,
  THROW,
  charge,
  chargeMark,
  dropCharge,
  knownString,
  succeed,
} from './protocol';
import {
  FALSE,
  HOLE,
  NULL,
  TAG_ARRAY,
  TAG_STRING,
  TAG_SYMBOL,
  TRUE,
  UNDEFINED,
  box,
  boxBool,
  boxInt,
  boxInternal,
  boxString,
  high,
  isArray,
  isBoolean,
  isFunction,
  isNullish,
  isNumber,
  isObject,
  isString,
  isSymbol,
  numberValue,
  pointer,
} from './value';

// What a look-up found.
export const FOUND_DATA: i32 = 0; // value in R_RESULT
export const FOUND_ACCESSOR: i32 = 16; // internal pair in R_RESULT
export const FOUND_NOTHING: i32 = 17;

/** Is the value an array index (0 … 2^32 - 2) in the form keys have? */
// @ts-ignore: decorator
@inline
export function isIndex(value: u64): bool {
  if (!isNumber(value)) return false;
  const number = numberValue(value);
  return <f64>(<u32>number) == number && <u32>number != 0xffffffff;
}

/** ToPropertyKey of a value that is not an object: index number, interned string or symbol in R_RESULT. Result code. */
export function toKey(value: u64): i32 {
  let text = value;
  if (isNumber(value)) {
    if (isIndex(value)) return succeed(value == 0x8000000000000000 ? 0 : value);
    const code = numberToString(numberValue(value));
    if (code != DONE) return code;
    text = load<u64>(R_RESULT);
  } else if (isSymbol(value)) return succeed(value);
  else if (!isString(value)) {
    const code = primitiveToString(value);
    if (code != DONE) return code;
    text = load<u64>(R_RESULT);
  }
  const flat = flatString(pointer(text));
  if (flat == 0) return startFlatten(pointer(text));
  if (stringLength(flat)) {
    const first = characterAt(flat, 0) - 48;
    if (first <= 9) {
      const index = arrayIndexOf(flat);
      if (index != 0xffffffff) return succeed(reinterpret<u64>(<f64>index));
    }
  }
  const interned = intern(flat);
  if (interned == 0) return RETRY;
  return succeed(boxString(interned));
}

/** Text of a key, for errors and for guests that list keys. Result code. */
export function keyToString(key: u64): i32 {
  return isNumber(key)
    ? numberToString(numberValue(key))
    : isSymbol(key)
      ? succeed(knownString(KnownKey.SYMBOL))
      : succeed(key);
}

/** The object whose chain a look-up on this value starts at: itself, or the prototype of its primitive type; 0 and R_RESULT code on RETRY. */
export function lookupStart(value: u64): i32 {
  if (isObject(value)) return succeed(value);
  if (isString(value)) return builtinObject(CoreBuiltin.STRING_PROTOTYPE);
  if (isNumber(value)) return builtinObject(CoreBuiltin.NUMBER_PROTOTYPE);
  if (isBoolean(value)) return builtinObject(CoreBuiltin.BOOLEAN_PROTOTYPE);
  return builtinObject(CoreBuiltin.SYMBOL_PROTOTYPE);
}

/**
 * An own property, exotic ones included: FOUND_DATA (value in R_RESULT, slot in H_FOUND_SLOT or 0 when it has none), FOUND_ACCESSOR,
 * FOUND_NOTHING, or a result code. Attributes in H_FOUND_ATTRIBUTES.
 */
export function ownProperty(object: u32, key: u64): i32 {
  if (classOf(object) == ClassId.ARRAY) {
    if (isNumber(key)) {
      const index = <u32>numberValue(key);
      const value = elementAt(object, index);
      if (value != HOLE) {
        store<u32>(H_FOUND_SLOT, elementAddress(object, index));
        setFoundAttributes(
          shapeFlags(shapeAt(shapeOf(object))) & SHAPE_NOT_EXTENSIBLE
            ? frozenElementAttributes(object)
            : ALL_ATTRIBUTES,
        );
        return succeed(value);
      }
      return FOUND_NOTHING;
    }
    if (key == knownString(KnownKey.LENGTH)) {
      store<u32>(H_FOUND_SLOT, 0);
      setFoundAttributes(isFrozenArray(object) ? 0 : WRITABLE);
      return succeed(reinterpret<u64>(<f64>arrayLength(object)));
    }
  } else if (classOf(object) == ClassId.FUNCTION && isLazyFunction(object)) {
    if (
      key == knownString(KnownKey.LENGTH) ||
      key == knownString(KnownKey.NAME) ||
      key == knownString(KnownKey.PROTOTYPE)
    ) {
      const code = completeFunction(object);
      if (code != DONE) return code;
    }
  }
  const slot = findOwn(object, key);
  if (slot == 0) return FOUND_NOTHING;
  let value = load<u64>(slot);
  if (value == HOLE) {
    const code = materialise(object, slot);
    if (code != DONE) return code;
    // Making the value may have added other objects, never moved this one.
    const again = findOwn(object, key);
    value = load<u64>(again);
    store<u32>(H_FOUND_SLOT, again);
  } else store<u32>(H_FOUND_SLOT, slot);
  store<u64>(R_RESULT, value);
  return foundAttributes() & ACCESSOR ? FOUND_ACCESSOR : FOUND_DATA;
}

// @ts-ignore: decorator
@inline
export function setFoundAttributes(attributes: u32): void {
  store<u32>(H_FOUND_ATTRIBUTES, attributes);
}

/** Frozen and sealed arrays say so in a hidden own property keyed HOLE: its value is the attributes of all elements. */
export function elementAttributes(array: u32): u32 {
  if (!(shapeFlags(shapeAt(shapeOf(array))) & SHAPE_NOT_EXTENSIBLE)) return ALL_ATTRIBUTES;
  return frozenElementAttributes(array);
}

function frozenElementAttributes(array: u32): u32 {
  const slot = findOwn(array, NULL);
  return slot == 0 ? ALL_ATTRIBUTES : <u32>load<u64>(slot);
}

// @ts-ignore: decorator
@inline
export function isFrozenArray(array: u32): bool {
  return !(elementAttributes(array) & WRITABLE);
}

/** Look-up along the prototype chain; as `ownProperty`, with H_FOUND_HOLDER and H_FOUND_DEPTH (of the last link when there is none). Charges a step per link. */
export function lookup(object: u32, key: u64): i32 {
  let depth: u32 = 0;
  let current = object;
  while (true) {
    const found = ownProperty(current, key);
    if (found != FOUND_NOTHING) {
      store<u32>(H_FOUND_HOLDER, current);
      store<u32>(H_FOUND_DEPTH, depth);
      charge(depth);
      return found;
    }
    const prototype = shapePrototype(shapeAt(shapeOf(current)));
    if (!isObject(prototype)) {
      store<u32>(H_FOUND_DEPTH, depth);
      charge(depth);
      return FOUND_NOTHING;
    }
    current = pointer(prototype);
    if (++depth == MOST_LINKS) return lookupFar(object, current, key);
  }
}

/** The same beyond the links that are followed at once. */
function lookupFar(object: u32, current: u32, key: u64): i32 {
  const end = chainEnd(object, current, key);
  if (end == CHAIN_RETRY) return RETRY;
  charge(MOST_LINKS);
  if (end == NULL) return FOUND_NOTHING;
  store<u32>(H_FOUND_HOLDER, pointer(end));
  return ownProperty(pointer(end), key);
}

/** Text for a value in an error: strings quoted, objects by kind, functions by name. In R_RESULT. */
export function describeValue(value: u64): i32 {
  if (isFunction(value)) return succeed(knownString(KnownKey.FUNCTION));
  if (isObject(value)) return succeed(knownString(KnownKey.OBJECT));
  if (isSymbol(value)) return succeed(knownString(KnownKey.SYMBOL));
  if (isString(value)) {
    // Long strings are not repeated.
    return stringLength(pointer(value)) <= 100
      ? succeed(value)
      : succeed(knownString(KnownKey.STRING));
  }
  return primitiveToString(value == HOLE ? UNDEFINED : value);
}

/** TypeError: Cannot read / set properties of undefined (reading 'key'). */
export function throwNullish(value: u64, key: u64, first: i32, second: i32): i32 {
  let code = keyToString(key);
  if (code != DONE) return code;
  const keyText = load<u64>(R_RESULT);
  code = describeValue(value);
  if (code != DONE) return code;
  code = concatenate(pointer(knownString(first)), pointer(load<u64>(R_RESULT)));
  if (code != DONE) return code;
  code = concatenate(pointer(load<u64>(R_RESULT)), pointer(knownString(second)));
  if (code != DONE) return code;
  code = concatenate(pointer(load<u64>(R_RESULT)), pointer(keyText));
  if (code != DONE) return code;
  code = concatenate(pointer(load<u64>(R_RESULT)), pointer(knownString(KnownKey.MSG_NULLISH_END)));
  if (code != DONE) return code;
  return throwError(ErrorKind.TYPE_ERROR, load<u64>(R_RESULT));
}

/** TypeError with the key's name between two texts. */
export function throwForKey(key: u64, before: i32, after: i32): i32 {
  const code = keyToString(key);
  if (code != DONE) return code;
  return throwAround(ErrorKind.TYPE_ERROR, before, load<u64>(R_RESULT), after);
}

/** Adds a text to the message in R_SCRATCH1. Result code. */
export function addText(text: u64): i32 {
  const code = concatenate(pointer(load<u64>(R_SCRATCH1)), pointer(text));
  if (code == DONE) store<u64>(R_SCRATCH1, load<u64>(R_RESULT));
  return code;
}

/** What a message calls an object: `#<Name of its constructor>`, or `[object Array]`; added to the message. Result code. */
export function addObjectName(object: u32): i32 {
  const classId = classOf(object);
  if (classId == ClassId.ARRAY) return addText(knownString(KnownKey.MSG_ARRAY_NAME));
  if (classId == ClassId.FUNCTION) return addText(knownString(KnownKey.MSG_FUNCTION_NAME));
  if (classId == ClassId.STRING) return addText(knownString(KnownKey.MSG_STRING_NAME));
  let found = FOUND_NOTHING;
  // Of a very deep object the name is not looked for: the instruction has asked for another property already.
  if (load<u32>(H_FOUND_DEPTH) < MOST_LINKS)
    found = lookup(object, knownString(KnownKey.CONSTRUCTOR));
  if (found == RETRY || found == THROW) return found;
  let name = knownString(KnownKey.OBJECT_NAME);
  if (found == FOUND_DATA && isFunction(load<u64>(R_RESULT))) {
    name = boxString(load<u32>(templateOf(pointer(load<u64>(R_RESULT))), TEMPLATE_NAME));
  }
  let code = addText(knownString(KnownKey.MSG_NAME_START));
  if (code == DONE) code = addText(name);
  return code == DONE ? addText(knownString(KnownKey.MSG_NAME_END)) : code;
}

/** TypeError: before + key + between + the object's name + after. */
export function throwForObject(object: u32, key: u64, before: i32, between: i32, after: i32): i32 {
  let code = keyToString(key);
  if (code != DONE) return code;
  store<u64>(R_SCRATCH1, knownString(before));
  code = addText(load<u64>(R_RESULT));
  if (code == DONE) code = addText(knownString(between));
  if (code == DONE) code = addObjectName(object);
  if (code == DONE) code = addText(knownString(after));
  return code == DONE ? throwError(ErrorKind.TYPE_ERROR, load<u64>(R_SCRATCH1)) : code;
}

export function throwReadOnly(object: u32, key: u64): i32 {
  return throwForObject(
    object,
    key,
    KnownKey.MSG_READ_ONLY_1,
    KnownKey.MSG_QUOTE_OF_OBJECT,
    KnownKey.MSG_QUOTE,
  );
}

export function throwNotDeletable(object: u32, key: u64): i32 {
  return throwForObject(object, key, KnownKey.MSG_DELETE, KnownKey.MSG_QUOTE_OF, KnownKey.EMPTY);
}

export function throwNoSetter(object: u32, key: u64): i32 {
  return throwForObject(
    object,
    key,
    KnownKey.MSG_NO_SETTER_1,
    KnownKey.MSG_OF,
    KnownKey.MSG_NO_SETTER_2,
  );
}

// ---- Inline caches ----

/** Shape number by which a cache knows this receiver. */
// @ts-ignore: decorator
@inline
function cacheShape(value: u64): u32 {
  if (isObject(value)) return shapeOf(pointer(value));
  if (isString(value)) return PRIMITIVE_STRING;
  if (isNumber(value)) return PRIMITIVE_NUMBER;
  if (isBoolean(value)) return PRIMITIVE_BOOLEAN;
  return PRIMITIVE_SYMBOL;
}

const MAX_CACHE_ENTRIES: i32 = 4;

/** The entry of this site for `shape`, an empty or stale one to fill, or 0 when the site is megamorphic or the pool is used up. */
function cacheEntry(site: u32, shape: u32): u32 {
  let entry = site;
  for (let i = 0; i < MAX_CACHE_ENTRIES; i++) {
    const known = load<u32>(entry);
    if (known == 0 || known == shape) return entry;
    const next = load<u32>(entry, 20);
    if (next == 0) {
      if (i + 1 >= MAX_CACHE_ENTRIES) return 0;
      const fresh = load<u32>(H_CACHE_POOL);
      if (fresh + CACHE_BYTES > load<u32>(H_CACHE_END)) return 0;
      store<u32>(H_CACHE_POOL, fresh + CACHE_BYTES);
      store<u32>(entry, fresh, 20);
      return fresh;
    }
    entry = next;
  }
  return 0;
}

/** A later entry of the chain for this shape, or 0: the middle path of polymorphic sites. */
export function findCacheEntry(site: u32, shape: u32): u32 {
  let entry = load<u32>(site, 20);
  while (entry) {
    if (load<u32>(entry) == shape) return entry;
    entry = load<u32>(entry, 20);
  }
  return 0;
}

/** All caches forget: after changes that set caches cannot notice (another setter or read-only property on a prototype chain). */
export function flushCaches(): void {
  const base = load<u32>(H_CACHE_BASE);
  memory.fill(base, 0, load<u32>(H_CACHE_POOL) - base);
  bumpEpoch();
  // Whatever the caches hold: by the room they have.
  charge(64 + ((load<u32>(H_CACHE_END) - base) >>> 10));
}

/** Remembers what `lookup` has just found for a get or method call. */
function fillGetCache(site: u32, receiver: u64, value: u64): void {
  const shapeIndex = cacheShape(receiver);
  const depth = load<u32>(H_FOUND_DEPTH) + (isObject(receiver) ? 0 : 1);
  if (depth > 0xffff) return;
  if (isObject(receiver) && shapeFlags(shapeAt(shapeIndex)) & SHAPE_DICTIONARY) return;
  if (depth == 0) {
    const offset = load<u32>(H_FOUND_SLOT) - pointer(receiver);
    // A slot of the overflow may lie close behind the object, and moves on its own.
    if (load<u32>(H_FOUND_SLOT) < pointer(receiver) || offset >= sizeOf(pointer(receiver))) return;
    if (classOf(pointer(receiver)) == ClassId.ARRAY) return;
    const entry = cacheEntry(site, shapeIndex);
    if (entry == 0) return;
    store<u32>(entry, shapeIndex);
    store<u32>(entry, offset, 4);
    return;
  }
  if (!isFunction(value)) return;
  const entry = cacheEntry(site, shapeIndex);
  if (entry == 0) return;
  store<u32>(entry, shapeIndex);
  store<u32>(entry, (isObject(receiver) ? depth : depth - 1) << 16, 4);
  store<u64>(entry, value, 8);
  store<u32>(entry, load<u32>(H_CACHE_EPOCH), 16);
}

// ---- Get ----

/** Gets receiver.key on behalf of the current instruction; `site` = 0: no cache. Result code, or a getter's frame (RELOAD). */
export function getProperty(
  receiver: u64,
  key: u64,
  site: u32,
  returnPc: u32,
  destination: u32,
  special: u64,
): i32 {
  if (!isObject(receiver)) {
    if (isNullish(receiver) || receiver == HOLE)
      return throwNullish(receiver, key, KnownKey.MSG_READ_NULLISH_1, KnownKey.MSG_READ_NULLISH_2);
    if (isString(receiver)) {
      if (key == knownString(KnownKey.LENGTH))
        return succeed(boxInt(stringLength(pointer(receiver))));
      if (isNumber(key)) {
        const index = <u32>numberValue(key);
        if (index < <u32>stringLength(pointer(receiver))) {
          const flat = flatString(pointer(receiver));
          if (flat == 0) return startFlatten(pointer(receiver));
          return characterResult(characterAt(flat, index));
        }
      }
    }
  }
  const start = lookupStart(receiver);
  if (start != DONE) return start;
  const found = lookup(pointer(load<u64>(R_RESULT)), key);
  if (found == FOUND_DATA) {
    if (site) fillGetCache(site, receiver, load<u64>(R_RESULT));
    return DONE;
  }
  if (found == FOUND_NOTHING) return succeed(UNDEFINED);
  if (found == FOUND_ACCESSOR) {
    const getter = getSlot(pointer(load<u64>(R_RESULT)), 0);
    if (getter == UNDEFINED) return succeed(UNDEFINED);
    return pushCall(
      getter,
      receiver,
      UNDEFINED,
      UNDEFINED,
      UNDEFINED,
      0,
      returnPc,
      destination,
      special,
    );
  }
  return found;
}

// ---- Set ----

/** Prototypes that are looked through for nothing when a property is added. */
const FREE_LINKS: u32 = 8;

/** OrdinarySet for the current instruction: receiver[key] = value. DONE, RELOAD (a setter runs; its result is dropped), THROW, RETRY. */
export function setProperty(receiver: u64, key: u64, value: u64, site: u32, instruction: u32): i32 {
  if (!isObject(receiver)) {
    if (isNullish(receiver))
      return throwNullish(receiver, key, KnownKey.MSG_SET_NULLISH_1, KnownKey.MSG_SET_NULLISH_2);
    const start = lookupStart(receiver);
    if (start != DONE) return start;
    const found = lookup(pointer(load<u64>(R_RESULT)), key);
    if (found == FOUND_ACCESSOR) return callSetter(receiver, key, value, instruction);
    if (found != FOUND_DATA && found != FOUND_NOTHING) return found;
    return throwForKey(key, KnownKey.MSG_NOT_EXTENSIBLE_1, KnownKey.MSG_NOT_EXTENSIBLE_2);
  }
  const object = pointer(receiver);
  const shapeBefore = shapeOf(object);
  const mark = chargeMark();
  const found = lookup(object, key);
  if (found == FOUND_ACCESSOR) return callSetter(receiver, key, value, instruction);
  if (found == FOUND_DATA) {
    if (!(foundAttributes() & WRITABLE)) return throwReadOnly(object, key);
    if (load<u32>(H_FOUND_DEPTH) == 0) {
      const slot = load<u32>(H_FOUND_SLOT);
      if (slot == 0) return setArrayLength(object, value);
      const flags = shapeFlags(shapeAt(shapeBefore));
      if (flags & SHAPE_IS_PROTOTYPE) {
        if (isFunction(load<u64>(slot))) bumpEpoch();
      } else if (
        site &&
        !(flags & SHAPE_DICTIONARY) &&
        slot > object &&
        slot - object < sizeOf(object) &&
        !isArray(receiver)
      ) {
        if (!(isFunction(receiver) && key == knownString(KnownKey.PROTOTYPE)))
          fillSetCache(site, shapeBefore, slot - object, shapeBefore);
      }
      store<u64>(slot, value);
      if (isFunction(receiver) && key == knownString(KnownKey.PROTOTYPE)) forgetInstances(object);
      return DONE;
    }
  } else if (found != FOUND_NOTHING) return found;
  // Absent on the object itself: add. A short chain costs nothing then, and of a long one no cache is made: so caches do not show.
  const isLong = load<u32>(H_FOUND_DEPTH) > FREE_LINKS;
  if (!isLong) dropCharge(mark);
  if (shapeFlags(shapeAt(shapeBefore)) & SHAPE_NOT_EXTENSIBLE)
    return throwForKey(key, KnownKey.MSG_NOT_EXTENSIBLE_1, KnownKey.MSG_NOT_EXTENSIBLE_2);
  if (isArray(receiver) && isNumber(key)) return storeElement(object, <u32>numberValue(key), value);
  const code = addProperty(object, key, value, ALL_ATTRIBUTES);
  if (code != DONE) return code;
  if (site && !isLong) rememberAdded(site, object, shapeBefore);
  return DONE;
}

/** Remembers for a set or define site that adding its property leads from one shape to the next. */
export function rememberAdded(site: u32, object: u32, before: u32): void {
  const after = shapeOf(object);
  if (after == before || shapeFlags(shapeAt(after)) & (SHAPE_DICTIONARY | SHAPE_UNIQUE)) return;
  const shape = shapeAt(after);
  if (shapeCount(shape) > shapeInline(shape)) return;
  fillSetCache(site, before, slotAddress(object, shape, shapeCount(shape) - 1) - object, after);
}

function fillSetCache(site: u32, shape: u32, offset: u32, next: u32): void {
  const entry = cacheEntry(site, shape);
  if (entry == 0) return;
  store<u32>(entry, shape);
  store<u32>(entry, offset, 4);
  store<u64>(entry, <u64>next, 8);
}

function callSetter(receiver: u64, key: u64, value: u64, instruction: u32): i32 {
  const setter = getSlot(pointer(load<u64>(R_RESULT)), 1);
  if (setter == UNDEFINED)
    return isObject(receiver)
      ? throwNoSetter(pointer(receiver), key)
      : throwForKey(key, KnownKey.MSG_NO_SETTER_1, KnownKey.MSG_NO_SETTER_2);
  return pushCall(setter, receiver, value, UNDEFINED, UNDEFINED, 1, instruction, 0, SPECIAL);
}

function setArrayLength(array: u32, value: u64): i32 {
  // Objects are converted by the library before they come here (SET_ELEMENT); strings are rare enough for the same way.
  const number = isNumber(value) ? numberValue(value) : <f64>NaN;
  if (<f64>(<u32>number) != number) return throwRangeError(KnownKey.MSG_ARRAY_LENGTH);
  return changeLength(array, <u32>number);
}

// ---- Define ----

/**
 * Defines or redefines an own data property (CreateDataProperty and the definitions of classes and literals). Keys and values only;
 * attributes of an existing property become `attributes`. Result code.
 */
export function defineData(object: u32, key: u64, value: u64, attributes: u32): i32 {
  if (classOf(object) == ClassId.ARRAY && isNumber(key)) {
    const index = <u32>numberValue(key);
    if (
      elementAt(object, index) == HOLE &&
      shapeFlags(shapeAt(shapeOf(object))) & SHAPE_NOT_EXTENSIBLE
    )
      return throwForKey(key, KnownKey.MSG_NOT_EXTENSIBLE_1, KnownKey.MSG_NOT_EXTENSIBLE_2);
    if (attributes != ALL_ATTRIBUTES)
      return throwForKey(key, KnownKey.MSG_REDEFINE, KnownKey.EMPTY);
    return storeElement(object, index, value);
  }
  const found = ownProperty(object, key);
  if (found == FOUND_NOTHING) {
    if (shapeFlags(shapeAt(shapeOf(object))) & SHAPE_NOT_EXTENSIBLE)
      return throwForKey(key, KnownKey.MSG_NOT_EXTENSIBLE_1, KnownKey.MSG_NOT_EXTENSIBLE_2);
    const code = addProperty(object, key, value, attributes);
    if (code == DONE) noteRestriction(object, attributes);
    return code;
  }
  if (found != FOUND_DATA && found != FOUND_ACCESSOR) return found;
  if (!(foundAttributes() & (CONFIGURABLE | WRITABLE)) && load<u64>(R_RESULT) != value)
    return throwForKey(key, KnownKey.MSG_REDEFINE, KnownKey.EMPTY);
  if (foundAttributes() != attributes) {
    const code = setAttributes(object, key, attributes);
    if (code != DONE) return code;
    noteRestriction(object, attributes);
  }
  const slot = findOwn(object, key);
  if (shapeFlags(shapeAt(shapeOf(object))) & SHAPE_IS_PROTOTYPE) bumpEpoch();
  store<u64>(slot, value);
  if (classOf(object) == ClassId.FUNCTION && key == knownString(KnownKey.PROTOTYPE))
    forgetInstances(object);
  return DONE;
}

/** Defines an accessor; `getter` or `setter` may be HOLE = leave as it is. Result code. */
export function defineAccessor(
  object: u32,
  key: u64,
  getter: u64,
  setter: u64,
  attributes: u32,
): i32 {
  if (classOf(object) == ClassId.ARRAY && isNumber(key))
    return throwForKey(key, KnownKey.MSG_REDEFINE, KnownKey.EMPTY);
  if (!reserve(slotArrayBytes(2) + 8192)) return RETRY;
  const found = ownProperty(object, key);
  if (found == FOUND_ACCESSOR && foundAttributes() == (attributes | ACCESSOR)) {
    const old = pointer(load<u64>(R_RESULT));
    if (getter != HOLE) setSlot(old, 0, getter);
    if (setter != HOLE) setSlot(old, 1, setter);
    noteRestriction(object, ACCESSOR);
    return DONE;
  }
  let oldGetter = UNDEFINED;
  let oldSetter = UNDEFINED;
  if (found == FOUND_ACCESSOR) {
    oldGetter = getSlot(pointer(load<u64>(R_RESULT)), 0);
    oldSetter = getSlot(pointer(load<u64>(R_RESULT)), 1);
  }
  if (found == RETRY || found == THROW) return found;
  const pair = allocateSlotArray(2, UNDEFINED);
  setSlot(pair, 0, getter == HOLE ? oldGetter : getter);
  setSlot(pair, 1, setter == HOLE ? oldSetter : setter);
  if (found == FOUND_NOTHING) {
    if (shapeFlags(shapeAt(shapeOf(object))) & SHAPE_NOT_EXTENSIBLE)
      return throwForKey(key, KnownKey.MSG_NOT_EXTENSIBLE_1, KnownKey.MSG_NOT_EXTENSIBLE_2);
    const code = addProperty(object, key, boxInternal(pair), attributes | ACCESSOR);
    if (code == DONE) noteRestriction(object, ACCESSOR);
    return code;
  }
  const code = setAttributes(object, key, attributes | ACCESSOR);
  if (code != DONE) return code;
  store<u64>(findOwn(object, key), boxInternal(pair));
  noteRestriction(object, ACCESSOR);
  return DONE;
}

/** Set caches skip the prototypes: a setter or read-only property that appears on one makes them all stale. */
function noteRestriction(object: u32, attributes: u32): void {
  if ((attributes & (ACCESSOR | WRITABLE)) == WRITABLE) return;
  if (!(shapeFlags(shapeAt(shapeOf(object))) & SHAPE_IS_PROTOTYPE)) return;
  flushCaches();
}

/** `delete object[key]`: TRUE in R_RESULT, or TypeError (all code is strict). */
export function deleteProperty(object: u32, key: u64): i32 {
  if (classOf(object) == ClassId.ARRAY && isNumber(key)) {
    const index = <u32>numberValue(key);
    if (elementAt(object, index) != HOLE) {
      if (!(elementAttributes(object) & CONFIGURABLE)) return throwNotDeletable(object, key);
      store<u64>(elementAddress(object, index), HOLE);
    }
    return succeed(TRUE);
  }
  const found = ownProperty(object, key);
  if (found == FOUND_NOTHING) return succeed(TRUE);
  if (found != FOUND_DATA && found != FOUND_ACCESSOR) return found;
  if (!(foundAttributes() & CONFIGURABLE)) return throwNotDeletable(object, key);
  const code = removeOwn(object, key);
  return code == DONE ? succeed(TRUE) : code;
}
