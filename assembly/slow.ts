/**
 * Slow paths of the dispatch loop's instructions. Each returns a result code (protocol.ts); H_PC and H_FP are current when it is called.
 */
import { NATIVE_FUNCTION_BYTES, builtinObject, newNativeFunction } from './builtins';
import { CHAIN_RETRY, chainEnd } from './chains';
import { throwAround, throwError, throwRangeError, throwTypeError } from './errors';
import {
  SPECIAL,
  constructAs,
  enter,
  enterFunction,
  frameBytes,
  growStack,
  helperFunction,
  instructionBytes,
  isNegatedJump,
  nativeState,
  prepareEntry,
  pushCall,
  pushHelper,
  returnValue,
  specialReturn,
  throwNotCallable,
} from './frames';
import {
  completeFunction,
  functionFlags,
  isLazyFunction,
  makeClosure,
  newPrototypeObject,
  templateOf,
} from './functions';
import { allocate, getSlot, reserve } from './heap/allocate';
import {
  arrayBytes,
  arrayLength,
  elementAddress,
  elementAt,
  ensureCapacity,
  newArray,
  pushElement,
  setLength,
} from './heap/arrays';
import {
  addProperty,
  boxObject,
  classOf,
  findOwn,
  markPrototype,
  newCell,
  newObject,
  objectBytes,
  plainShape,
  replacePrototype,
  shapeOf,
} from './heap/objects';
import {
  MAX_PROPERTIES,
  PRIMITIVE_BOOLEAN,
  PRIMITIVE_NUMBER,
  PRIMITIVE_STRING,
  PRIMITIVE_SYMBOL,
  addTransition,
  canAddTransition,
  findTransition,
  reserveShape,
  reserveShapes,
  shapeAt,
  shapeFlags,
  shapePrototype,
  transitionBytes,
} from './heap/shapes';
import { tableBytes } from './heap/tables';
import { characterString, concatenate, primitiveToString, stringLength } from './heap/strings';
import {
  ALL_ATTRIBUTES,
  CONFIGURABLE,
  ENUMERABLE,
  KIND_SLOTS,
  MIN_CAPACITY,
  MOST_LINKS,
  NATIVE_COUNT,
  OBJECT_OVERFLOW,
  OBJECT_SLOTS,
  SHAPE_IS_PROTOTYPE,
  SHAPE_NOT_EXTENSIBLE,
  WRITABLE,
} from './layouts';
import {
  DIR_SYMBOLS,
  FLAG_CONSTRUCTOR,
  FLAG_DERIVED,
  FRAME_FUNCTION,
  FRAME_THIS,
  H_FP,
  H_PC,
  H_SHAPE_ARRAY,
  H_STACK_LIMIT,
  LINK_DISTANCE_MASK,
  R_BUILTINS,
  R_RESULT,
} from './memory-map';
import { ClassId, CoreBuiltin, ErrorKind, KnownKey, LibraryHelper, WellKnownSymbol } from './names';
import { RANGE, holesAreEmpty } from './natives/array-operands';
import { callNative } from './natives/call';
import { canStep, iteratorStep } from './natives/iterators';
import { importedCapability } from './capabilities';
import { Op } from './opcodes';
import { comparisonOf, looseEqual, relational, toNumber } from './operators';
import {
  FOUND_ACCESSOR,
  FOUND_DATA,
  FOUND_NOTHING,
  defineAccessor,
  defineData,
  deleteProperty,
  flushCaches,
  getProperty,
  lookup,
  ownProperty,
  rememberAdded,
  setProperty,
  throwForKey,
  throwNoSetter,
  toKey,
} from './properties';
import { DELEGATE, DONE, RELOAD, RETRY, charge, knownString, succeed } from './protocol';
import {
  FALSE,
  HOLE,
  NULL,
  TAG_ARRAY,
  TAG_FUNCTION,
  TAG_OBJECT,
  TAG_SYMBOL,
  TRUE,
  UNDEFINED,
  UNINITIALISED,
  box,
  boxBool,
  boxInt,
  boxInternal,
  boxString,
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

/** After DONE: stores the result where the instruction wants it; the next pc. */
export function finishInstruction(pc: u32, fp: u32): u32 {
  const op = <i32>load<u16>(pc);
  switch (op) {
    case Op.SETP:
    case Op.SETE:
    case Op.SETSUPER:
    case Op.DEFP:
    case Op.DEFE:
    case Op.DEFGETTER:
    case Op.DEFSETTER:
    case Op.DEFMETHOD:
    case Op.COPYPROPS:
    case Op.SETPROTO:
    case Op.ARRPUSH:
    case Op.ARRSPREAD:
    case Op.CLASS:
    case Op.SETNAME:
    case Op.ITER:
    case Op.ITERCLOSE:
    case Op.ITERCLOSETHROW:
      break;
    default:
      store<u64>(fp + <u32>load<u16>(pc, 2), load<u64>(R_RESULT));
  }
  return pc + instructionBytes(op);
}

export function throwUninitialised(name: u32): i32 {
  if (name == pointer(knownString(KnownKey.EMPTY)))
    return throwError(ErrorKind.REFERENCE_ERROR, knownString(KnownKey.MSG_SUPER_NOT_CALLED));
  return throwAround(
    ErrorKind.REFERENCE_ERROR,
    KnownKey.MSG_BEFORE_INIT_1,
    boxString(name),
    KnownKey.MSG_BEFORE_INIT_2,
  );
}

export function loadBuiltin(index: u32): i32 {
  return builtinObject(index);
}

export function importCapability(index: u32): i32 {
  return importedCapability(index);
}

// ---- Conversions ----

export function toStringValue(value: u64, returnPc: u32, destination: u32): i32 {
  if (isObject(value))
    return pushHelper(
      LibraryHelper.TO_STRING,
      value,
      UNDEFINED,
      UNDEFINED,
      1,
      returnPc,
      destination,
      0,
    );
  return primitiveToString(value);
}

export function toKeyValue(value: u64, returnPc: u32, destination: u32): i32 {
  if (isObject(value))
    return pushHelper(
      LibraryHelper.TO_KEY,
      value,
      UNDEFINED,
      UNDEFINED,
      1,
      returnPc,
      destination,
      0,
    );
  if (isNumber(value) || isString(value) || isSymbol(value)) return succeed(value);
  return primitiveToString(value);
}

// ---- Jumps ----

function jumpBy(pc: u32): i32 {
  const taken = (load<u64>(R_RESULT) == TRUE) != isNegatedJump(<i32>load<u16>(pc));
  store<u32>(H_PC, taken ? pc + ((<i32>load<i16>(pc, 6)) << 3) : pc + 8);
  return RELOAD;
}

export function jumpOnRelation(pc: u32, left: u64, right: u64): i32 {
  const code = relational(comparisonOf(<u32>load<u16>(pc)), left, right, pc, 0, SPECIAL);
  return code == DONE ? jumpBy(pc) : code;
}

export function jumpOnLooseEquality(pc: u32, left: u64, right: u64, negated: bool): i32 {
  // The helper for == serves both: specialReturn negates for JNE.
  const code = looseEqual(left, right, pc, 0, SPECIAL, false);
  if (code != DONE) return code;
  const taken = (load<u64>(R_RESULT) == TRUE) != negated;
  store<u32>(H_PC, taken ? pc + ((<i32>load<i16>(pc, 6)) << 3) : pc + 8);
  return RELOAD;
}

export function loopLess(pc: u32, counter: u64, bound: u64): i32 {
  let code = toNumber(counter);
  if (code != DONE) return code;
  const next = numberValue(load<u64>(R_RESULT)) + 1;
  code = relational(Op.LT, boxNumberOf(next), bound, pc, 0, SPECIAL);
  if (code != DONE && code != RELOAD) return code;
  const fp = load<u32>(H_FP);
  if (code == DONE) {
    store<u64>(fp + <u32>load<u16>(pc, 2), boxNumberOf(next));
    return jumpBy(pc);
  }
  // A helper runs above: the counter's register is in the frame below it.
  if (load<u32>(H_PC) != pc) {
    const link = load<u64>(fp);
    store<u64>(
      fp - ((<u32>(link >>> 48) & LINK_DISTANCE_MASK) << 3) + <u32>load<u16>(pc, 2),
      boxNumberOf(next),
    );
  }
  return code;
}

function boxNumberOf(value: f64): u64 {
  return value == value ? reinterpret<u64>(value) : 0x7ff8000000000000;
}

// ---- Properties ----

export function getNamed(pc: u32, receiver: u64, key: u32, site: u32, destination: u32): i32 {
  return getProperty(receiver, boxString(key), site, pc + 16, destination, 0);
}

export function setNamed(pc: u32, receiver: u64, key: u32, value: u64, site: u32): i32 {
  if (isArray(receiver) && boxString(key) == knownString(KnownKey.LENGTH) && !isNumber(value)) {
    return pushHelper(
      LibraryHelper.SET_ELEMENT,
      receiver,
      boxString(key),
      value,
      3,
      pc,
      0,
      SPECIAL,
    );
  }
  return setProperty(receiver, boxString(key), value, site, pc);
}

export function getElement(receiver: u64, key: u64, returnPc: u32, destination: u32): i32 {
  if (isObject(key)) {
    if (isNullish(receiver))
      return getProperty(receiver, knownString(KnownKey.OBJECT), 0, returnPc, destination, 0);
    return pushHelper(
      LibraryHelper.GET_ELEMENT,
      receiver,
      key,
      UNDEFINED,
      2,
      returnPc,
      destination,
      0,
    );
  }
  const code = toKey(key);
  if (code != DONE) return code;
  return getProperty(receiver, load<u64>(R_RESULT), 0, returnPc, destination, 0);
}

export function setElement(receiver: u64, key: u64, value: u64, pc: u32): i32 {
  if (isObject(key)) {
    if (isNullish(receiver))
      return setProperty(receiver, knownString(KnownKey.OBJECT), value, 0, pc);
    return pushHelper(LibraryHelper.SET_ELEMENT, receiver, key, value, 3, pc, 0, SPECIAL);
  }
  const code = toKey(key);
  if (code != DONE) return code;
  const property = load<u64>(R_RESULT);
  if (isArray(receiver) && property == knownString(KnownKey.LENGTH) && !isNumber(value)) {
    return pushHelper(LibraryHelper.SET_ELEMENT, receiver, property, value, 3, pc, 0, SPECIAL);
  }
  return setProperty(receiver, property, value, 0, pc);
}

/** Do stores to existing elements of this array need no look at attributes? */
// @ts-ignore: decorator
@inline
export function hasPlainElements(array: u32): bool {
  return load<u32>(array, 4) == load<u32>(H_SHAPE_ARRAY);
}

function objectForDelete(value: u64): i32 {
  if (isNullish(value)) return throwTypeError(KnownKey.MSG_TO_OBJECT);
  return succeed(value);
}

/** `delete` on a primitive: the characters and the length of a string stay. */
function deleteOfPrimitive(receiver: u64, key: u64): i32 {
  if (isNullish(receiver)) return throwTypeError(KnownKey.MSG_TO_OBJECT);
  const isFixed =
    isString(receiver) &&
    (key == knownString(KnownKey.LENGTH) ||
      (isNumber(key) && numberValue(key) < <f64>stringLength(pointer(receiver))));
  return isFixed ? throwForKey(key, KnownKey.MSG_DELETE, KnownKey.MSG_READ_ONLY_2) : succeed(TRUE);
}

export function deleteNamed(receiver: u64, key: u32): i32 {
  if (!isObject(receiver)) return deleteOfPrimitive(receiver, boxString(key));
  return deleteProperty(pointer(receiver), boxString(key));
}

export function deleteElement(receiver: u64, key: u64, returnPc: u32, destination: u32): i32 {
  if (isObject(key))
    return pushHelper(
      LibraryHelper.DELETE_ELEMENT,
      receiver,
      key,
      UNDEFINED,
      2,
      returnPc,
      destination,
      0,
    );
  if (isNullish(receiver)) return throwTypeError(KnownKey.MSG_TO_OBJECT);
  const code = toKey(key);
  if (code != DONE) return code;
  if (!isObject(receiver)) return deleteOfPrimitive(receiver, load<u64>(R_RESULT));
  return deleteProperty(pointer(receiver), load<u64>(R_RESULT));
}

/** Key of a define or super access: primitives only here (TOKEY has run on computed keys). */
export function getSuper(home: u64, key: u64, receiver: u64, returnPc: u32, destination: u32): i32 {
  if (receiver == UNINITIALISED) return throwUninitialised(pointer(knownString(KnownKey.EMPTY)));
  const code = toKey(key);
  if (code != DONE) return code;
  const property = load<u64>(R_RESULT);
  const parent = isObject(home) ? shapePrototype(shapeAt(shapeOf(pointer(home)))) : NULL;
  if (!isObject(parent)) return getProperty(NULL, property, 0, returnPc, destination, 0);
  const found = lookup(pointer(parent), property);
  if (found == FOUND_DATA) return DONE;
  if (found == FOUND_NOTHING) return succeed(UNDEFINED);
  if (found != FOUND_ACCESSOR) return found;
  const getter = getSlot(pointer(load<u64>(R_RESULT)), 0);
  if (getter == UNDEFINED) return succeed(UNDEFINED);
  return pushCall(getter, receiver, UNDEFINED, UNDEFINED, UNDEFINED, 0, returnPc, destination, 0);
}

export function setSuper(home: u64, key: u64, receiver: u64, value: u64, pc: u32): i32 {
  if (receiver == UNINITIALISED) return throwUninitialised(pointer(knownString(KnownKey.EMPTY)));
  const code = toKey(key);
  if (code != DONE) return code;
  const property = load<u64>(R_RESULT);
  const parent = isObject(home) ? shapePrototype(shapeAt(shapeOf(pointer(home)))) : NULL;
  if (isObject(parent)) {
    const found = lookup(pointer(parent), property);
    if (found == FOUND_ACCESSOR) {
      const setter = getSlot(pointer(load<u64>(R_RESULT)), 1);
      if (setter == UNDEFINED)
        return isObject(receiver)
          ? throwNoSetter(pointer(receiver), property)
          : throwForKey(property, KnownKey.MSG_NO_SETTER_1, KnownKey.MSG_NO_SETTER_2);
      return pushCall(setter, receiver, value, UNDEFINED, UNDEFINED, 1, pc, 0, SPECIAL);
    }
    if (found != FOUND_DATA && found != FOUND_NOTHING) return found;
  }
  if (!isObject(receiver)) return setProperty(receiver, property, value, 0, pc);
  return defineData(pointer(receiver), property, value, ALL_ATTRIBUTES);
}

export function defineNamed(target: u64, key: u32, value: u64, site: u32): i32 {
  if (!isObject(target)) return throwTypeError(KnownKey.MSG_TO_OBJECT);
  const object = pointer(target);
  const before = shapeOf(object);
  const code = defineData(object, boxString(key), value, ALL_ATTRIBUTES);
  if (code == DONE) rememberAdded(site, object, before);
  return code;
}

export function defineComputed(target: u64, key: u64, value: u64, pc: u32): i32 {
  if (!isObject(target)) return throwTypeError(KnownKey.MSG_TO_OBJECT);
  if (isObject(key))
    return pushHelper(LibraryHelper.DEFINE_ELEMENT, target, key, value, 3, pc, 0, SPECIAL);
  const code = toKey(key);
  if (code != DONE) return code;
  return defineData(pointer(target), load<u64>(R_RESULT), value, ALL_ATTRIBUTES);
}

/** Accessors of literals are enumerable, those of classes (functions and objects that serve as prototypes) are not. */
function accessorAttributes(target: u32): u32 {
  const isClass =
    classOf(target) == ClassId.FUNCTION ||
    shapeFlags(shapeAt(shapeOf(target))) & SHAPE_IS_PROTOTYPE;
  return isClass ? CONFIGURABLE : CONFIGURABLE | ENUMERABLE;
}

export function defineGetter(target: u64, key: u64, getter: u64): i32 {
  if (!isObject(target)) return throwTypeError(KnownKey.MSG_TO_OBJECT);
  if (!isFunction(getter)) return throwTypeError(KnownKey.MSG_INCOMPATIBLE);
  const code = toKey(key);
  if (code != DONE) return code;
  return defineAccessor(
    pointer(target),
    load<u64>(R_RESULT),
    getter,
    HOLE,
    accessorAttributes(pointer(target)),
  );
}

export function defineSetter(target: u64, key: u64, setter: u64): i32 {
  if (!isObject(target)) return throwTypeError(KnownKey.MSG_TO_OBJECT);
  if (!isFunction(setter)) return throwTypeError(KnownKey.MSG_INCOMPATIBLE);
  const code = toKey(key);
  if (code != DONE) return code;
  return defineAccessor(
    pointer(target),
    load<u64>(R_RESULT),
    HOLE,
    setter,
    accessorAttributes(pointer(target)),
  );
}

export function defineMethod(target: u64, key: u64, method: u64): i32 {
  if (!isObject(target)) return throwTypeError(KnownKey.MSG_TO_OBJECT);
  const code = toKey(key);
  if (code != DONE) return code;
  return defineData(pointer(target), load<u64>(R_RESULT), method, WRITABLE | CONFIGURABLE);
}

/** [[SetPrototypeOf]] with a prototype that is an object or null; FALSE in R_RESULT when refused. */
export function changePrototype(object: u32, prototype: u64): i32 {
  if (shapePrototype(shapeAt(shapeOf(object))) == prototype) return succeed(TRUE);
  if (shapeFlags(shapeAt(shapeOf(object))) & SHAPE_NOT_EXTENSIBLE) return succeed(FALSE);
  // Only what serves as a prototype already can lie in the chain of another.
  if (isObject(prototype) && shapeFlags(shapeAt(shapeOf(object))) & SHAPE_IS_PROTOTYPE) {
    const found = liesIn(object, prototype);
    if (found != DONE) return found;
    if (load<u64>(R_RESULT) == TRUE) return succeed(FALSE);
  }
  if (isObject(prototype)) {
    const code = markPrototype(pointer(prototype));
    if (code != DONE) return code;
  }
  const code = replacePrototype(object, prototype);
  if (code != DONE) return code;
  // What inherits from it may meet another setter now.
  if (shapeFlags(shapeAt(shapeOf(object))) & SHAPE_IS_PROTOTYPE) flushCaches();
  return succeed(TRUE);
}

/** The same for an object that was just made: nothing inherits from it yet. */
function givePrototype(object: u32, prototype: u64): i32 {
  if (isObject(prototype)) {
    const code = markPrototype(pointer(prototype));
    if (code != DONE) return code;
  }
  return replacePrototype(object, prototype);
}

/** Does an object lie in the chain that begins at another? Result code, a boolean in R_RESULT. */
function liesIn(object: u32, start: u64): i32 {
  let current = start;
  for (let links: u32 = 0; isObject(current); links++) {
    if (links == MOST_LINKS) {
      const end = chainEnd(pointer(start), pointer(current), boxObject(object));
      return end == CHAIN_RETRY ? RETRY : succeed(boxBool(end != NULL));
    }
    if (pointer(current) == object) return succeed(TRUE);
    current = shapePrototype(shapeAt(shapeOf(pointer(current))));
    charge(1);
  }
  return succeed(FALSE);
}

export function setLiteralPrototype(target: u64, prototype: u64): i32 {
  if (!isObject(target)) return throwTypeError(KnownKey.MSG_TO_OBJECT);
  if (!isObject(prototype) && prototype != NULL) return DONE;
  return changePrototype(pointer(target), prototype);
}

/** May a class define [Symbol.hasInstance] below Function.prototype? */
function mayHaveInstanceMethod(constructor: u32): bool {
  const symbol = box(
    TAG_SYMBOL,
    load<u32>(load<u32>(DIR_SYMBOLS) + (WellKnownSymbol.HAS_INSTANCE << 2)),
  );
  const end = pointer(getSlot(load<u32>(R_BUILTINS), CoreBuiltin.FUNCTION_PROTOTYPE));
  let current = constructor;
  let links: u32 = 0;
  for (; current != end && links < MOST_LINKS; links++) {
    if (findOwn(current, symbol) != 0) return true;
    const prototype = shapePrototype(shapeAt(shapeOf(current)));
    if (!isObject(prototype)) break;
    current = pointer(prototype);
  }
  charge(links >>> 2);
  return links == MOST_LINKS;
}

/** `instanceof` in general: the library's. */
function instanceOfHelper(value: u64, constructor: u64, returnPc: u32, destination: u32): i32 {
  return pushHelper(
    LibraryHelper.INSTANCEOF,
    value,
    constructor,
    UNDEFINED,
    2,
    returnPc,
    destination,
    0,
  );
}

export function instanceOf(value: u64, constructor: u64, returnPc: u32, destination: u32): i32 {
  if (!isObject(constructor)) return throwTypeError(KnownKey.MSG_INSTANCEOF);
  if (!isFunction(constructor) || mayHaveInstanceMethod(pointer(constructor)))
    return instanceOfHelper(value, constructor, returnPc, destination);
  if (!isObject(value)) return succeed(FALSE);
  const found = lookup(pointer(constructor), knownString(KnownKey.PROTOTYPE));
  // A function without `prototype` may be a bound one.
  if (found == FOUND_ACCESSOR || found == FOUND_NOTHING)
    return instanceOfHelper(value, constructor, returnPc, destination);
  if (found != FOUND_DATA) return found;
  const prototype = load<u64>(R_RESULT);
  if (!isObject(prototype)) return throwTypeError(KnownKey.MSG_INSTANCEOF);
  let current = shapePrototype(shapeAt(shapeOf(pointer(value))));
  for (let links: u32 = 0; isObject(current); links++) {
    if (current == prototype) return succeed(TRUE);
    if (links == MOST_LINKS) return instanceOfHelper(value, constructor, returnPc, destination);
    charge(1);
    current = shapePrototype(shapeAt(shapeOf(pointer(current))));
  }
  return succeed(FALSE);
}

export function hasProperty(key: u64, object: u64, returnPc: u32, destination: u32): i32 {
  if (!isObject(object) || isObject(key))
    return pushHelper(
      LibraryHelper.IN_ELEMENT,
      object,
      key,
      UNDEFINED,
      2,
      returnPc,
      destination,
      0,
    );
  const code = toKey(key);
  if (code != DONE) return code;
  const found = lookup(pointer(object), load<u64>(R_RESULT));
  if (found == FOUND_NOTHING) return succeed(FALSE);
  return found == FOUND_DATA || found == FOUND_ACCESSOR ? succeed(TRUE) : found;
}

// ---- Creation ----

/** NEWCELL where memory is to be looked at. */
export function makeCell(value: u64): i32 {
  if (!reserve(16)) return RETRY;
  return succeed(boxInternal(newCell(value)));
}

export function newPlainObject(properties: u32): i32 {
  const code = builtinObject(CoreBuiltin.OBJECT_PROTOTYPE);
  if (code != DONE) return code;
  const shape = plainShape(load<u64>(R_RESULT), properties == 0 ? 4 : properties);
  if (shape == 0) return RETRY;
  if (!reserve(objectBytes(shape))) return RETRY;
  return succeed(box(TAG_OBJECT, newObject(shape)));
}

/** Most properties that a literal has in the object itself. */
const MOST_INLINE: u32 = 60;
/** What `literalShape` gives for a literal whose properties do not all lie in the object, and when it must be tried again. */
const NO_SHAPE: u32 = 0xffffffff;
const SHAPE_RETRY: u32 = 0;

/**
 * NEWLIT: `keys` is a constant list of (key, attributes); the site remembers the final shape. Shapes come first, since they stay: the
 * object is made only when nothing can fail any more.
 */
export function newLiteral(keys: u32, site: u32, values: u32, count: u32): i32 {
  let shape = load<u32>(site);
  if (shape == 0) {
    shape = literalShape(keys, count);
    if (shape == SHAPE_RETRY) return RETRY;
    if (shape == NO_SHAPE) return newWideLiteral(keys, values, count);
    store<u32>(site, shape);
  }
  const bytes = OBJECT_SLOTS + (count << 3);
  if (!reserve(bytes)) return RETRY;
  const object = allocate(bytes, KIND_SLOTS, shape);
  store<u64>(object, UNDEFINED, OBJECT_OVERFLOW);
  for (let i: u32 = 0; i < count << 3; i += 8)
    store<u64>(object + OBJECT_SLOTS + i, load<u64>(values + i));
  return succeed(box(TAG_OBJECT, object));
}

/** Makes the shapes of a literal, as far as it has any; gives the last. */
function literalShape(keys: u32, count: u32): u32 {
  if (builtinObject(CoreBuiltin.OBJECT_PROTOTYPE) != DONE) return SHAPE_RETRY;
  let shape = plainShape(load<u64>(R_RESULT), count);
  for (let i: u32 = 0; i < count && shape != SHAPE_RETRY; i++) {
    const key = getSlot(keys, i << 1);
    if (isNumber(key) || i == MAX_PROPERTIES) return NO_SHAPE;
    const known = findTransition(shape, key, ALL_ATTRIBUTES);
    if (known == 0 && !canAddTransition(shape)) return NO_SHAPE;
    if (known != 0) shape = known;
    else if (!reserveShape(transitionBytes(shape))) return SHAPE_RETRY;
    else shape = addTransition(shape, key, ALL_ATTRIBUTES);
  }
  return count - 1 < MOST_INLINE ? shape : NO_SHAPE;
}

/** The general way, for literals of many properties, of numbers as keys, and empty ones. */
function newWideLiteral(keys: u32, values: u32, count: u32): i32 {
  // More than the properties and, of a dictionary, all its tables take: so that nothing fails once the object is there.
  let capacity = MIN_CAPACITY;
  while (capacity < count) capacity <<= 1;
  if (count && !reserveShapes(4, tableBytes(capacity) << 2)) return RETRY;
  const code = newPlainObject(count);
  if (code != DONE) return code;
  const object = pointer(load<u64>(R_RESULT));
  for (let i: u32 = 0; i < count; i++) {
    const key = getSlot(keys, i << 1);
    const added = addProperty(object, key, load<u64>(values + (i << 3)), ALL_ATTRIBUTES);
    if (added != DONE) return added;
  }
  return succeed(box(TAG_OBJECT, object));
}

export function newArrayOf(values: u32, count: u32): i32 {
  if (!reserve(arrayBytes(count))) return RETRY;
  const array = newArray(count);
  if (count) memory.copy(elementAddress(array, 0), values, count << 3);
  setLength(array, count);
  return succeed(box(TAG_ARRAY, array));
}

export function appendElement(array: u64, value: u64): i32 {
  return isArray(array)
    ? pushElement(pointer(array), value)
    : throwTypeError(KnownKey.MSG_INCOMPATIBLE);
}

/** Appends elements [0, count) of an array, holes as undefined. */
function appendDense(target: u32, source: u32, count: u32): i32 {
  if (count == 0) return DONE;
  const length = arrayLength(target);
  const code = ensureCapacity(target, length + count);
  if (code != DONE) return code;
  const out = elementAddress(target, length);
  for (let i: u32 = 0; i < count; i++) {
    const value = load<u64>(elementAddress(source, i));
    store<u64>(out + (i << 3), value == HOLE ? UNDEFINED : value);
  }
  setLength(target, length + count);
  charge(count >>> 3);
  return DONE;
}

/** Spread of a plain array is a copy; anything else iterates. */
export function spreadInto(array: u64, iterable: u64, pc: u32): i32 {
  if (!isArray(array)) return throwTypeError(KnownKey.MSG_INCOMPATIBLE);
  if (isArray(iterable) && hasPlainElements(pointer(iterable))) {
    const count = arrayLength(pointer(iterable));
    if (count <= RANGE && holesAreEmpty())
      return appendDense(pointer(array), pointer(iterable), count);
  }
  return pushHelper(LibraryHelper.APPEND_ITERABLE, array, iterable, UNDEFINED, 2, pc, 0, SPECIAL);
}

/** Steps of wiring a class. */
const CLASS_STEPS: u32 = 8;

/** CLASS: wires constructor, superclass and prototype object; the latter goes to `out`. */
export function makeClass(constructor: u64, superclass: u64, out: u32): i32 {
  if (!isFunction(constructor)) return throwTypeError(KnownKey.MSG_INCOMPATIBLE);
  const closure = pointer(constructor);
  // A class is made of a new function: of nobody's prototype, so that no chain closes.
  if (constructor == superclass || shapeFlags(shapeAt(shapeOf(closure))) & SHAPE_IS_PROTOTYPE)
    return throwTypeError(KnownKey.MSG_INCOMPATIBLE);
  let parentPrototype = UNDEFINED;
  if (superclass != HOLE) {
    if (superclass == NULL) parentPrototype = NULL;
    else {
      if (!isFunction(superclass) || !(functionFlags(pointer(superclass)) & FLAG_CONSTRUCTOR))
        return throwTypeError(KnownKey.MSG_EXTENDS);
      const found = lookup(pointer(superclass), knownString(KnownKey.PROTOTYPE));
      if (found != FOUND_DATA && found != FOUND_NOTHING)
        return found == FOUND_ACCESSOR ? throwTypeError(KnownKey.MSG_EXTENDS) : found;
      parentPrototype = found == FOUND_DATA ? load<u64>(R_RESULT) : UNDEFINED;
      if (!isObject(parentPrototype) && parentPrototype != NULL)
        return throwTypeError(KnownKey.MSG_EXTENDS);
    }
  }
  // Enough for every step below: a refusal half-way would leave half a class, which nothing could see.
  if (!reserveShapes(12, 16384)) return RETRY;
  if (isLazyFunction(closure)) {
    const code = completeFunction(closure);
    if (code != DONE) return code;
  }
  let code = newPrototypeObject(constructor);
  if (code != DONE) return code;
  const prototype = load<u64>(R_RESULT);
  if (parentPrototype != UNDEFINED) {
    code = givePrototype(pointer(prototype), parentPrototype);
    if (code != DONE) return code;
  }
  if (isFunction(superclass)) {
    code = givePrototype(closure, superclass);
    if (code != DONE) return code;
  }
  code = addProperty(closure, knownString(KnownKey.PROTOTYPE), prototype, 0);
  if (code != DONE) return code;
  store<u64>(out, prototype);
  charge(CLASS_STEPS);
  return DONE;
}

/** The name of a function whose key is a symbol: `[description]`. */
function symbolName(symbol: u64): i32 {
  const description = load<u64>(pointer(symbol), 8);
  if (!isString(description)) return succeed(knownString(KnownKey.EMPTY));
  const code = concatenate(characterString(91), pointer(description));
  return code == DONE ? concatenate(pointer(load<u64>(R_RESULT)), characterString(93)) : code;
}

/** SETNAME: defines `name` unless the class has a static member of that name. */
export function nameFunction(target: u64, key: u64): i32 {
  if (!isFunction(target) || !(isString(key) || isNumber(key) || isSymbol(key))) return DONE;
  const closure = pointer(target);
  if (isLazyFunction(closure)) {
    const code = completeFunction(closure);
    if (code != DONE) return code;
  }
  const found = ownProperty(closure, knownString(KnownKey.NAME));
  if (found == FOUND_ACCESSOR) return DONE;
  if (
    found == FOUND_DATA &&
    (isFunction(load<u64>(R_RESULT)) || load<u64>(R_RESULT) != knownString(KnownKey.EMPTY))
  )
    return DONE;
  let text = key;
  if (isNumber(key)) {
    const code = primitiveToString(key);
    if (code != DONE) return code;
    text = load<u64>(R_RESULT);
  } else if (isSymbol(key)) {
    const code = symbolName(key);
    if (code != DONE) return code;
    text = load<u64>(R_RESULT);
  }
  return defineData(closure, knownString(KnownKey.NAME), text, CONFIGURABLE);
}

// ---- Calls ----

/** The number by which caches know a primitive receiver; 0 for null and undefined. */
export function primitiveShape(value: u64): u32 {
  if (isString(value)) return PRIMITIVE_STRING;
  if (isNumber(value)) return PRIMITIVE_NUMBER;
  if (isBoolean(value)) return PRIMITIVE_BOOLEAN;
  if (isSymbol(value)) return PRIMITIVE_SYMBOL;
  return 0xffffffff;
}

/** The method of CALLM: in R_RESULT, or a getter runs first (special return of CALLM). */
export function getMethod(pc: u32, receiver: u64, key: u32, site: u32): i32 {
  return getProperty(receiver, boxString(key), site, pc, 0, SPECIAL);
}

/** CALLM whose callee is not a plain function: natives, errors with the method's name. */
export function callMethod(window: u32, count: u32, pc: u32): i32 {
  const callee = load<u64>(window, FRAME_FUNCTION);
  if (!isFunction(callee))
    return throwAround(
      ErrorKind.TYPE_ERROR,
      KnownKey.EMPTY,
      boxString(load<u32>(pc, 8)),
      KnownKey.MSG_NOT_A_FUNCTION,
    );
  return enter(window, count, pc + 16, <u32>load<u16>(pc, 2), 0);
}

/** CALLSPREAD, NEWSPREAD, SUPERSPREAD: unpacks the array in the first argument and calls. */
export function callSpread(window: u32, pc: u32, op: u32): i32 {
  const list = load<u64>(window, FRAME_THIS + 8);
  if (!isArray(list)) return throwTypeError(KnownKey.MSG_INCOMPATIBLE);
  const array = pointer(list);
  const count = arrayLength(array);
  const fp = load<u32>(H_FP);
  if (count > 65536) return throwRangeError(KnownKey.MSG_STACK_OVERFLOW);
  // The unpacked window lies above the frame, so that a retry finds the array still in place.
  const own = frameBytes(fp);
  const needed = own + FRAME_THIS + 16 + (count << 3);
  if (fp + needed > load<u32>(H_STACK_LIMIT)) return growStack(needed);
  const target = fp + own;
  store<u64>(target, load<u64>(window, FRAME_FUNCTION), FRAME_FUNCTION);
  store<u64>(target, load<u64>(window, FRAME_THIS), FRAME_THIS);
  for (let i: u32 = 0; i < count; i++) {
    const value = elementAt(array, i);
    store<u64>(target + FRAME_THIS + 8 + (i << 3), value == HOLE ? UNDEFINED : value);
  }
  charge(count >>> 3);
  if (op == Op.CALLSPREAD) return enter(target, count, pc + 8, <u32>load<u16>(pc, 2), 0);
  const callee = load<u64>(target, FRAME_FUNCTION);
  if (op == Op.SUPERSPREAD) return superCall(target, count, pc);
  if (!isFunction(callee) || !(functionFlags(pointer(callee)) & FLAG_CONSTRUCTOR))
    return throwNotCallable(callee, KnownKey.MSG_NOT_A_CONSTRUCTOR);
  return constructAs(target, count, callee, pc + 8, <u32>load<u16>(pc, 2));
}

/** SUPERCALL: the window holds the active constructor and new.target; runs the constructor's prototype. */
export function superCall(window: u32, count: u32, pc: u32): i32 {
  const active = load<u64>(window, FRAME_FUNCTION);
  const newTarget = load<u64>(window, FRAME_THIS);
  const parent = isFunction(active) ? shapePrototype(shapeAt(shapeOf(pointer(active)))) : UNDEFINED;
  if (
    !isFunction(parent) ||
    !isFunction(newTarget) ||
    !(functionFlags(pointer(parent)) & FLAG_CONSTRUCTOR)
  )
    return throwNotCallable(parent, KnownKey.MSG_NOT_A_CONSTRUCTOR);
  store<u64>(window, parent, FRAME_FUNCTION);
  const code = constructAs(window, count, newTarget, pc + 8, <u32>load<u16>(pc, 2));
  if (code == RETRY || (code == RELOAD && load<u32>(H_PC) == pc)) {
    // Tried again from the start: the window must be as it was. (After a growth the stack has moved.)
    const again = window - 0;
    if (code == RETRY) {
      store<u64>(again, active, FRAME_FUNCTION);
      store<u64>(again, newTarget, FRAME_THIS);
    } else {
      const fp = load<u32>(H_FP);
      const moved = fp + <u32>load<u16>(pc, 4);
      if (<u32>load<u16>(pc) == Op.SUPERCALL) {
        store<u64>(moved, active, FRAME_FUNCTION);
        store<u64>(moved, newTarget, FRAME_THIS);
      }
    }
  }
  return code;
}

export function returnFromConstructor(value: u64, made: u64): i32 {
  if (isObject(value)) return returnValue(value);
  const flags = functionFlags(load<u32>(load<u32>(H_FP), FRAME_FUNCTION));
  if (flags & FLAG_DERIVED) {
    if (value != UNDEFINED) return throwTypeError(KnownKey.MSG_DERIVED_RETURN);
    if (made == UNINITIALISED) return throwUninitialised(pointer(knownString(KnownKey.EMPTY)));
  }
  return returnValue(made);
}

/** A native delegated: the helper takes over its window. */
export function callHelperInWindow(helper: u32, window: u32, count: u32, pc: u32): i32 {
  const code = helperFunction(helper);
  if (code != DONE) return code;
  store<u64>(window, load<u64>(R_RESULT), FRAME_FUNCTION);
  return enterFunction(window, count, pc + 16, <u32>load<u16>(pc, 2), 0);
}

/** CALLH: the template of a library function is in the instruction. */
export function callLibrary(template: u32, window: u32, count: u32, pc: u32): i32 {
  const code = makeClosure(template, load<u32>(H_FP));
  if (code != DONE) return code;
  store<u64>(window, load<u64>(R_RESULT), FRAME_FUNCTION);
  store<u64>(window, UNDEFINED, FRAME_THIS);
  return enterFunction(window, count, pc + 16, <u32>load<u16>(pc, 2), 0);
}

/** CALLN of a resumable native: its template is in the instruction. */
export function callResumable(template: u32, window: u32, count: u32, pc: u32): i32 {
  const code = prepareEntry(template, window, count);
  if (code != DONE) return code;
  if (!reserve(NATIVE_FUNCTION_BYTES)) return RETRY;
  store<u64>(window, box(TAG_FUNCTION, newNativeFunction(template)), FRAME_FUNCTION);
  return enterFunction(window, count, pc + 16, <u32>load<u16>(pc, 2), 0);
}

/** NATIVE: one phase of a resumable native. */
export function runNative(id: u32, fp: u32): i32 {
  const state = fp + nativeState(templateOf(load<u32>(fp, FRAME_FUNCTION)));
  const code = callNative(id, fp, <i32>numberValue(load<u64>(state, NATIVE_COUNT)));
  if (code == DONE) return returnValue(load<u64>(R_RESULT));
  if (code == DELEGATE) {
    const found = helperFunction(<u32>load<u64>(R_RESULT));
    if (found != DONE) return found;
    // The helper takes this frame's place: same link, same arguments.
    const count = <u32>numberValue(load<u64>(state, NATIVE_COUNT));
    const link = load<u64>(fp);
    store<u64>(fp, load<u64>(R_RESULT), FRAME_FUNCTION);
    const delta = (<u32>(link >>> 48) & LINK_DISTANCE_MASK) << 3;
    store<u32>(H_FP, fp - delta);
    const entered = enterFunction(
      fp,
      count,
      <u32>link,
      <u32>(link >>> 32) & 0xffff,
      link & SPECIAL,
    );
    return entered;
  }
  return code;
}

// ---- Iteration ----

export function beginIteration(iterable: u64, state: u32, pc: u32): i32 {
  if (isArray(iterable) && hasPlainElements(pointer(iterable))) {
    store<u64>(state, iterable);
    store<u64>(state, boxInt(0), 8);
    store<u64>(state, UNDEFINED, 16);
    return DONE;
  }
  return pushHelper(LibraryHelper.GET_ITERATOR, iterable, UNDEFINED, UNDEFINED, 1, pc, 0, SPECIAL);
}

export function nextIteration(state: u32, pc: u32): i32 {
  const iterator = load<u64>(state);
  // An array that was run to its end stays done.
  if (iterator == UNDEFINED) {
    store<u32>(H_PC, pc + ((<i32>load<i16>(pc, 6)) << 3));
    return RELOAD;
  }
  if (load<u64>(state, 8) == HOLE) {
    // First step: read the method once.
    const found = isObject(iterator)
      ? lookup(pointer(iterator), knownString(KnownKey.NEXT))
      : FOUND_NOTHING;
    if (found == FOUND_DATA) store<u64>(state, load<u64>(R_RESULT), 8);
    else if (found == FOUND_NOTHING) store<u64>(state, UNDEFINED, 8);
    else if (found != FOUND_ACCESSOR) return found;
  }
  if (canStep(iterator, load<u64>(state, 8))) {
    const code = iteratorStep(iterator);
    if (code != DONE) return code;
    charge(2);
    return specialReturn(load<u64>(R_RESULT), 0, pc);
  }
  return pushHelper(
    LibraryHelper.ITERATOR_NEXT,
    iterator,
    load<u64>(state, 8),
    UNDEFINED,
    2,
    pc,
    0,
    SPECIAL,
  );
}

export function closeIteration(iterator: u64, position: u64, helper: u32, pc: u32): i32 {
  // Arrays have nothing to close, nor has an iteration that ended.
  if (iterator == UNDEFINED || (isArray(iterator) && isNumber(position))) return DONE;
  return pushHelper(helper, iterator, UNDEFINED, UNDEFINED, 1, pc, 0, SPECIAL);
}
