/**
 * Natives on objects, functions, errors and symbols: what the guest library builds Object, Reflect and Error on. Ids from 0.
 * All take their operands as arguments; `this` is not used. Key arguments are primitives.
 */
import { builtinObject, instanceShapeOf, newNativeFunction } from '../builtins';
import { newErrorOf, throwTypeError } from '../errors';
import {
  completeFunction,
  functionFlags,
  isLazyFunction,
  prototypeFor,
  templateOf,
} from '../functions';
import { allocate, getSlot, reserve, sizeOf } from '../heap/allocate';
import { arrayBytes, arrayLength, elementAt, newArray, pushElement } from '../heap/arrays';
import {
  addProperty,
  boxObject,
  classOf,
  findOwn,
  foundAttributes,
  markPrototype,
  newObject,
  objectBytes,
  plainShape,
  setAttributes,
  shapeOf,
  withFlags,
} from '../heap/objects';
import {
  newShape,
  reserveShape,
  shapeAt,
  shapeCount,
  shapeFlags,
  shapePair,
  shapePrototype,
} from '../heap/shapes';
import { entryAt, tableUsed } from '../heap/tables';
import {
  Aim,
  CONFIGURABLE,
  ENUMERABLE,
  ERROR_CAPTURED_STACK,
  ERROR_INTERNAL_SLOTS,
  KIND_SLOTS,
  SHAPE_NOT_EXTENSIBLE,
} from '../layouts';
import {
  DIR_SYMBOLS,
  FLAG_CONSTRUCTOR,
  H_IDENTITY,
  H_SHAPE_ARRAY,
  LINE_BYTES,
  OBJECT_NULL_SHAPE,
  R_RESULT,
  SOURCE_FILE,
  SOURCE_LINES,
  SOURCE_LINE_COUNT,
  TEMPLATE_CODE,
  TEMPLATE_NAME,
  TEMPLATE_SOURCE,
} from '../memory-map';
import { ClassId, CoreBuiltin, KnownKey } from '../names';
import { sameValue, strictEqual, typeName } from '../operators';
import {
  FOUND_ACCESSOR,
  FOUND_DATA,
  FOUND_NOTHING,
  defineAccessor,
  defineData,
  deleteProperty,
  elementAttributes,
  lookup,
  ownProperty,
  toKey,
} from '../properties';
import { DONE, RETRY, THROW, argument, charge, knownString, succeed, thisValue } from '../protocol';
import { changePrototype } from '../slow';
import {
  FALSE,
  HOLE,
  NULL,
  TAG_ARRAY,
  TAG_SYMBOL,
  TRUE,
  UNDEFINED,
  box,
  boxBool,
  boxInt,
  boxString,
  isArray,
  isFunction,
  isNumber,
  isObject,
  isString,
  isSymbol,
  numberValue,
  pointer,
} from '../value';
import { isRestricted, restrict } from './integrity';
import { ownKeys } from './keys';
import { NativeRow } from './row';

export const enum ObjectNative {
  HOLE,
  IS_HOLE,
  IS_OBJECT,
  IS_CALLABLE,
  IS_CONSTRUCTOR,
  OBJECT_CLASS,
  SAME_VALUE,
  STRICT_EQUALS,
  TO_KEY,
  TYPE_OF,
  OBJECT_KEYS,
  OBJECT_OWN_ATTRIBUTES,
  OBJECT_OWN_VALUE,
  OBJECT_OWN_GETTER,
  OBJECT_OWN_SETTER,
  OBJECT_DEFINE_DATA,
  OBJECT_DEFINE_ACCESSOR,
  OBJECT_CREATE,
  OBJECT_GET_PROTOTYPE,
  OBJECT_SET_PROTOTYPE,
  OBJECT_IS_EXTENSIBLE,
  OBJECT_PREVENT_EXTENSIONS,
  OBJECT_FREEZE,
  OBJECT_SEAL,
  OBJECT_IS_FROZEN,
  OBJECT_IS_SEALED,
  SET_FUNCTION_NAME,
  NEW_ERROR,
  ERROR_STACK_DEPTH,
  ERROR_STACK_NAME,
  ERROR_STACK_FILE,
  ERROR_STACK_LINE,
  ERROR_STACK_COLUMN,
  SYMBOL_NEW,
  SYMBOL_DESCRIPTION,
  WELL_KNOWN_SYMBOL,
  OBJECT_DELETE,
  OBJECT_HAS,
  FUNCTION_NAME,
  NEW_OBJECT_FOR,
  OBJECT_IS_PLAIN_ARRAY,
  HOST_BUILTIN,
}

/** Intrinsics of this family. */
export function objectNatives(): NativeRow[] {
  return [
    new NativeRow(ObjectNative.HOLE, 'hole', 0, 0),
    new NativeRow(ObjectNative.IS_HOLE, 'isHole', 1, 0),
    new NativeRow(ObjectNative.IS_OBJECT, 'isObject', 1, 0),
    new NativeRow(ObjectNative.IS_CALLABLE, 'isCallable', 1, 0),
    new NativeRow(ObjectNative.IS_CONSTRUCTOR, 'isConstructor', 1, 0),
    new NativeRow(ObjectNative.OBJECT_CLASS, 'objectClass', 1, 0),
    new NativeRow(ObjectNative.SAME_VALUE, 'sameValue', 2, 0),
    new NativeRow(ObjectNative.STRICT_EQUALS, 'strictEquals', 2, 0),
    new NativeRow(ObjectNative.TO_KEY, 'toKey', 1, 0),
    new NativeRow(ObjectNative.TYPE_OF, 'typeOf', 1, 0),
    new NativeRow(ObjectNative.OBJECT_KEYS, 'objectKeys', 2, 0),
    new NativeRow(ObjectNative.OBJECT_OWN_ATTRIBUTES, 'objectOwnAttributes', 2, 0),
    new NativeRow(ObjectNative.OBJECT_OWN_VALUE, 'objectOwnValue', 2, 0),
    new NativeRow(ObjectNative.OBJECT_OWN_GETTER, 'objectOwnGetter', 2, 0),
    new NativeRow(ObjectNative.OBJECT_OWN_SETTER, 'objectOwnSetter', 2, 0),
    new NativeRow(ObjectNative.OBJECT_DEFINE_DATA, 'objectDefineData', 4, 0),
    new NativeRow(ObjectNative.OBJECT_DEFINE_ACCESSOR, 'objectDefineAccessor', 5, 0),
    new NativeRow(ObjectNative.OBJECT_CREATE, 'objectCreate', 1, 0),
    new NativeRow(ObjectNative.OBJECT_GET_PROTOTYPE, 'objectGetPrototype', 1, 0),
    new NativeRow(ObjectNative.OBJECT_SET_PROTOTYPE, 'objectSetPrototype', 2, 0),
    new NativeRow(ObjectNative.OBJECT_IS_EXTENSIBLE, 'objectIsExtensible', 1, 0),
    new NativeRow(ObjectNative.OBJECT_PREVENT_EXTENSIONS, 'objectPreventExtensions', 1, 0),
    new NativeRow(ObjectNative.OBJECT_FREEZE, 'objectFreeze', 1, 0),
    new NativeRow(ObjectNative.OBJECT_SEAL, 'objectSeal', 1, 0),
    new NativeRow(ObjectNative.OBJECT_IS_FROZEN, 'objectIsFrozen', 1, 0),
    new NativeRow(ObjectNative.OBJECT_IS_SEALED, 'objectIsSealed', 1, 0),
    new NativeRow(ObjectNative.SET_FUNCTION_NAME, 'setFunctionName', 3, 0),
    new NativeRow(ObjectNative.NEW_ERROR, 'newError', 2, 0),
    new NativeRow(ObjectNative.ERROR_STACK_DEPTH, 'errorStackDepth', 1, 0),
    new NativeRow(ObjectNative.ERROR_STACK_NAME, 'errorStackName', 2, 0),
    new NativeRow(ObjectNative.ERROR_STACK_FILE, 'errorStackFile', 2, 0),
    new NativeRow(ObjectNative.ERROR_STACK_LINE, 'errorStackLine', 2, 0),
    new NativeRow(ObjectNative.ERROR_STACK_COLUMN, 'errorStackColumn', 2, 0),
    new NativeRow(ObjectNative.SYMBOL_NEW, 'symbolNew', 1, 0),
    new NativeRow(ObjectNative.SYMBOL_DESCRIPTION, 'symbolDescription', 1, 0),
    new NativeRow(ObjectNative.WELL_KNOWN_SYMBOL, 'wellKnownSymbol', 1, 0),
    new NativeRow(ObjectNative.OBJECT_DELETE, 'objectDelete', 2, 0),
    new NativeRow(ObjectNative.OBJECT_HAS, 'objectHas', 2, 0),
    new NativeRow(ObjectNative.FUNCTION_NAME, 'functionName', 1, 0),
    new NativeRow(ObjectNative.NEW_OBJECT_FOR, 'newObjectFor', 1, 0),
    new NativeRow(ObjectNative.OBJECT_IS_PLAIN_ARRAY, 'objectIsPlainArray', 1, 0),
    new NativeRow(ObjectNative.HOST_BUILTIN, 'hostBuiltin', 1, 0),
  ];
}

export function callObjectNative(id: i32, frame: u32, count: i32): i32 {
  const first = argument(frame, count, 0);
  switch (id) {
    case ObjectNative.HOLE:
      return succeed(HOLE);
    case ObjectNative.IS_HOLE:
      return succeed(boxBool(first == HOLE));
    case ObjectNative.IS_OBJECT:
      return succeed(boxBool(isObject(first)));
    case ObjectNative.IS_CALLABLE:
      return succeed(boxBool(isFunction(first)));
    case ObjectNative.IS_CONSTRUCTOR:
      return succeed(
        boxBool(isFunction(first) && (functionFlags(pointer(first)) & FLAG_CONSTRUCTOR) != 0),
      );
    case ObjectNative.OBJECT_CLASS:
      return succeed(boxInt(isObject(first) ? <i32>classOf(pointer(first)) : -1));
    case ObjectNative.SAME_VALUE:
      return sameValue(first, argument(frame, count, 1));
    case ObjectNative.STRICT_EQUALS:
      return strictEqual(first, argument(frame, count, 1));
    case ObjectNative.TO_KEY: {
      // To the form guests see: a string or symbol (numbers stay numbers).
      if (isNumber(first) || isSymbol(first)) return succeed(first);
      return toKey(first);
    }
    case ObjectNative.TYPE_OF:
      return succeed(typeName(first));
    case ObjectNative.SYMBOL_NEW:
      return newSymbol(first);
    case ObjectNative.SYMBOL_DESCRIPTION:
      return isSymbol(first)
        ? succeed(load<u64>(pointer(first), 8))
        : throwTypeError(KnownKey.MSG_INCOMPATIBLE);
    case ObjectNative.WELL_KNOWN_SYMBOL:
      return succeed(
        box(TAG_SYMBOL, load<u32>(load<u32>(DIR_SYMBOLS) + ((<u32>numberValue(first)) << 2))),
      );
    case ObjectNative.NEW_ERROR:
      return newErrorFor(first, <u32>numberValue(argument(frame, count, 1)));
    case ObjectNative.NEW_OBJECT_FOR:
      return newPlainFor(first);
    case ObjectNative.OBJECT_CREATE:
      return createObject(first);
    case ObjectNative.OBJECT_IS_PLAIN_ARRAY:
      return succeed(
        boxBool(isArray(first) && shapeOf(pointer(first)) == load<u32>(H_SHAPE_ARRAY)),
      );
    case ObjectNative.HOST_BUILTIN:
      return builtinObject(<u32>numberValue(first));
    default:
      break;
  }
  // The rest need an object.
  if (!isObject(first)) return throwTypeError(KnownKey.MSG_TO_OBJECT);
  const object = pointer(first);
  const second = argument(frame, count, 1);
  switch (id) {
    case ObjectNative.OBJECT_KEYS:
      return ownKeys(object, <u32>numberValue(second));
    case ObjectNative.OBJECT_OWN_ATTRIBUTES: {
      const found = findByValue(object, second);
      if (found == FOUND_NOTHING) return succeed(boxInt(-1));
      return found == FOUND_DATA || found == FOUND_ACCESSOR
        ? succeed(boxInt(<i32>foundAttributes()))
        : found;
    }
    case ObjectNative.OBJECT_OWN_VALUE: {
      const found = findByValue(object, second);
      return found == FOUND_NOTHING || found == FOUND_ACCESSOR ? succeed(UNDEFINED) : found;
    }
    case ObjectNative.OBJECT_OWN_GETTER:
    case ObjectNative.OBJECT_OWN_SETTER: {
      const found = findByValue(object, second);
      if (found == FOUND_ACCESSOR)
        return succeed(
          getSlot(pointer(load<u64>(R_RESULT)), id == ObjectNative.OBJECT_OWN_GETTER ? 0 : 1),
        );
      return found == FOUND_NOTHING || found == FOUND_DATA ? succeed(UNDEFINED) : found;
    }
    case ObjectNative.OBJECT_HAS: {
      const code = toKey(second);
      if (code != DONE) return code;
      const found = lookup(object, load<u64>(R_RESULT));
      return found == FOUND_NOTHING
        ? succeed(FALSE)
        : found == FOUND_DATA || found == FOUND_ACCESSOR
          ? succeed(TRUE)
          : found;
    }
    case ObjectNative.OBJECT_DEFINE_DATA: {
      const code = toKey(second);
      if (code != DONE) return code;
      const defined = defineData(
        object,
        load<u64>(R_RESULT),
        argument(frame, count, 2),
        <u32>numberValue(argument(frame, count, 3)),
      );
      return defined == DONE ? succeed(first) : defined;
    }
    case ObjectNative.OBJECT_DEFINE_ACCESSOR: {
      const code = toKey(second);
      if (code != DONE) return code;
      const defined = defineAccessor(
        object,
        load<u64>(R_RESULT),
        argument(frame, count, 2),
        argument(frame, count, 3),
        <u32>numberValue(argument(frame, count, 4)) & (ENUMERABLE | CONFIGURABLE),
      );
      return defined == DONE ? succeed(first) : defined;
    }
    case ObjectNative.OBJECT_DELETE: {
      // Reflect.deleteProperty: FALSE instead of an error.
      const found = findByValue(object, second);
      if (found == FOUND_NOTHING) return succeed(TRUE);
      if (found != FOUND_DATA && found != FOUND_ACCESSOR) return found;
      if (!(foundAttributes() & CONFIGURABLE)) return succeed(FALSE);
      const code = toKey(second);
      if (code != DONE) return code;
      return deleteProperty(object, load<u64>(R_RESULT));
    }
    case ObjectNative.OBJECT_GET_PROTOTYPE:
      return succeed(shapePrototype(shapeAt(shapeOf(object))));
    case ObjectNative.OBJECT_SET_PROTOTYPE:
      return changePrototype(object, second);
    case ObjectNative.OBJECT_IS_EXTENSIBLE:
      return succeed(boxBool(!(shapeFlags(shapeAt(shapeOf(object))) & SHAPE_NOT_EXTENSIBLE)));
    case ObjectNative.OBJECT_PREVENT_EXTENSIONS: {
      const code = withFlags(object, SHAPE_NOT_EXTENSIBLE);
      return code == DONE ? succeed(first) : code;
    }
    case ObjectNative.OBJECT_FREEZE:
      return restrict(object, Aim.FREEZE);
    case ObjectNative.OBJECT_SEAL:
      return restrict(object, Aim.SEAL);
    case ObjectNative.OBJECT_IS_FROZEN:
      return isRestricted(object, Aim.IS_FROZEN);
    case ObjectNative.OBJECT_IS_SEALED:
      return isRestricted(object, Aim.IS_SEALED);
    case ObjectNative.SET_FUNCTION_NAME: {
      if (isLazyFunction(object)) {
        const code = completeFunction(object);
        if (code != DONE) return code;
      }
      let code = defineData(object, knownString(KnownKey.NAME), second, CONFIGURABLE);
      if (code != DONE) return code;
      code = defineData(
        object,
        knownString(KnownKey.LENGTH),
        argument(frame, count, 2),
        CONFIGURABLE,
      );
      return code == DONE ? succeed(first) : code;
    }
    case ObjectNative.FUNCTION_NAME:
      return succeed(
        isFunction(first) ? boxString(load<u32>(templateOf(object), TEMPLATE_NAME)) : UNDEFINED,
      );
    case ObjectNative.ERROR_STACK_DEPTH:
      return succeed(boxInt(<i32>stackDepth(object)));
    default:
      return stackEntry(id, object, second);
  }
}

/** ownProperty by a key that is any primitive. */
function findByValue(object: u32, key: u64): i32 {
  const code = toKey(key);
  if (code != DONE) return code;
  return ownProperty(object, load<u64>(R_RESULT));
}

function newSymbol(description: u64): i32 {
  if (!reserve(16)) return RETRY;
  const identity = (load<u32>(H_IDENTITY) + 1) & 0x7fffffff;
  store<u32>(H_IDENTITY, identity);
  const symbol = allocate(16, KIND_SLOTS, identity);
  store<u64>(symbol, description, 8);
  return succeed(box(TAG_SYMBOL, symbol));
}

/** An error made by a constructor: prototype from new.target, stack captured. */
function newErrorFor(newTarget: u64, kind: u32): i32 {
  const code = prototypeFor(newTarget, CoreBuiltin.ERROR_PROTOTYPE + kind);
  if (code != DONE) return code;
  return newErrorOf(
    instanceShapeOf(load<u64>(R_RESULT), ClassId.ERROR, 2, ERROR_INTERNAL_SLOTS),
    UNDEFINED,
  );
}

function newPlainFor(newTarget: u64): i32 {
  const code = prototypeFor(newTarget, CoreBuiltin.OBJECT_PROTOTYPE);
  if (code != DONE) return code;
  const shape = plainShape(load<u64>(R_RESULT), 4);
  if (shape == 0 || !reserve(objectBytes(shape))) return RETRY;
  return succeed(boxObject(newObject(shape)));
}

/** Object.create(prototype). */
function createObject(prototype: u64): i32 {
  let shape: u32;
  if (isObject(prototype)) {
    const code = markPrototype(pointer(prototype));
    if (code != DONE) return code;
    shape = plainShape(prototype, 4);
    if (shape == 0) return RETRY;
  } else {
    shape = load<u32>(OBJECT_NULL_SHAPE);
    if (shape == 0) {
      if (!reserveShape(0)) return RETRY;
      shape = newShape(NULL, ClassId.OBJECT, 0, 4, 0);
      store<u32>(OBJECT_NULL_SHAPE, shape);
    }
  }
  if (!reserve(objectBytes(shape))) return RETRY;
  return succeed(boxObject(newObject(shape)));
}

// ---- Captured stacks ----

function stackDepth(error: u32): u32 {
  if (classOf(error) != ClassId.ERROR) return 0;
  const capture = load<u64>(error, ERROR_CAPTURED_STACK);
  return capture == UNDEFINED ? 0 : (sizeOf(pointer(capture)) - 8) >>> 3;
}

function stackEntry(id: i32, error: u32, index: u64): i32 {
  const position = <u32>numberValue(index);
  if (position >= stackDepth(error)) return succeed(UNDEFINED);
  const entry = pointer(load<u64>(error, ERROR_CAPTURED_STACK)) + 8 + (position << 3);
  const template = load<u32>(entry);
  if (id == ObjectNative.ERROR_STACK_NAME)
    return succeed(boxString(load<u32>(template, TEMPLATE_NAME)));
  // Never 0: functions of the library are hidden from stacks.
  const source = load<u32>(template, TEMPLATE_SOURCE);
  if (id == ObjectNative.ERROR_STACK_FILE)
    return succeed(boxString(load<u32>(source, SOURCE_FILE)));
  const word = (load<u32>(entry, 4) - load<u32>(template, TEMPLATE_CODE)) >>> 3;
  let low: u32 = 0;
  let high = load<u32>(source, SOURCE_LINE_COUNT);
  const lines = source + SOURCE_LINES;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (load<u32>(lines + middle * LINE_BYTES) <= word) low = middle + 1;
    else high = middle;
  }
  if (low == 0) return succeed(boxInt(0));
  const place = load<u32>(lines + (low - 1) * LINE_BYTES, 4);
  return succeed(boxInt(<i32>(id == ObjectNative.ERROR_STACK_LINE ? place >>> 12 : place & 4095)));
}
