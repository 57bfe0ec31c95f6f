/**
 * Builtin objects: described in the code area, made when the program first reaches them.
 *
 * R_BUILTINS is a slot array by builtin index, HOLE until made. A builtin object has a unique shape whose key list is a constant of the
 * code area; its property slots hold HOLE until first read (`materialise`). So an image holds only what its program has used.
 */
import {
  allocate,
  allocateSlotArray,
  getSlot,
  reserve,
  setSlot,
  slotArrayBytes,
} from './heap/allocate';
import { boxObject, plainShape, shapeOf } from './heap/objects';
import {
  addTransition,
  findTransition,
  newShape,
  reserveShape,
  shapeAt,
  transitionBytes,
} from './heap/shapes';
import {
  ARRAY_ELEMENTS,
  ARRAY_LENGTH,
  FUNCTION_INSTANCES,
  FUNCTION_TEMPLATE,
  KIND_SLOTS,
  OBJECT_OVERFLOW,
  OBJECT_SLOTS,
  SHAPE_BUILTIN,
  SHAPE_COUNT,
  SHAPE_IS_PROTOTYPE,
  SHAPE_KEYS,
  SHAPE_LAYOUT,
  SHAPE_UNIQUE,
} from './layouts';
import {
  BUILTIN_BYTES,
  BUILTIN_PROPERTY_BYTES,
  BuiltinKind,
  BuiltinProperty,
  DIR_BUILTINS,
  DIR_BUILTIN_COUNT,
  H_SHAPE_FUNCTION,
  R_BUILTINS,
  R_RESULT,
} from './memory-map';
import { ClassId } from './names';
import { DONE, RETRY, chargeMark, dropCharge } from './protocol';
import { HOLE, NULL, TAG_FUNCTION, UNDEFINED, box, boxInternal, pointer } from './value';

const B_KIND: u32 = 0;
const B_CLASS: u32 = 4;
const B_PROTOTYPE: u32 = 8;
const B_TEMPLATE: u32 = 12;
const B_COUNT: u32 = 16;
const B_PROPERTIES: u32 = 20;
const B_KEYS: u32 = 24;

// @ts-ignore: decorator
@inline
function descriptor(index: u32): u32 {
  return load<u32>(DIR_BUILTINS) + index * BUILTIN_BYTES;
}

/** Makes the list at initialisation. */
export function createBuiltinList(): void {
  store<u64>(R_BUILTINS, boxInternal(allocateSlotArray(load<u32>(DIR_BUILTIN_COUNT), HOLE)));
}

/** The builtin object; result code, the object in R_RESULT. Makes its prototypes too. */
export function builtinObject(index: u32): i32 {
  const known = getSlot(load<u32>(R_BUILTINS), index);
  if (known != HOLE) {
    store<u64>(R_RESULT, known);
    return DONE;
  }
  const d = descriptor(index);
  let prototype = NULL;
  const prototypeIndex = load<u32>(d, B_PROTOTYPE);
  if (prototypeIndex) {
    const code = builtinObject(prototypeIndex - 1); // chains of the table are a few links long
    if (code != DONE) return code;
    prototype = load<u64>(R_RESULT);
  }
  const kind = load<u32>(d, B_KIND);
  const count = load<u32>(d, B_COUNT);
  const internal: u32 = kind == BuiltinKind.OBJECT ? 0 : 2;
  const classId =
    kind == BuiltinKind.FUNCTION
      ? <u32>ClassId.FUNCTION
      : kind == BuiltinKind.ARRAY
        ? <u32>ClassId.ARRAY
        : load<u32>(d, B_CLASS);
  const bytes = OBJECT_SLOTS + ((internal + count) << 3);
  if (!reserveShape(bytes)) return RETRY;
  const mark = chargeMark();
  const shapeIndex = newShape(
    prototype,
    classId,
    SHAPE_UNIQUE | SHAPE_IS_PROTOTYPE,
    count,
    internal,
  );
  const shape = shapeAt(shapeIndex);
  if (count) store<u64>(shape + SHAPE_KEYS, boxInternal(load<u32>(d, B_KEYS)));
  store<u32>(shape + SHAPE_COUNT, count);
  store<u32>(shape + SHAPE_BUILTIN, index + 1);
  const object = allocate(bytes, KIND_SLOTS, shapeIndex);
  store<u64>(object, UNDEFINED, OBJECT_OVERFLOW);
  if (kind == BuiltinKind.FUNCTION) {
    store<u64>(object, <u64>load<u32>(d, B_TEMPLATE), FUNCTION_TEMPLATE);
    store<u64>(object, 0, FUNCTION_INSTANCES);
  } else if (kind == BuiltinKind.ARRAY) {
    store<u64>(object, UNDEFINED, ARRAY_ELEMENTS);
    store<u64>(object, 0, ARRAY_LENGTH);
  }
  for (let i: u32 = 0; i < count; i++)
    store<u64>(object + OBJECT_SLOTS + ((internal + i) << 3), HOLE);
  const value = boxObject(object);
  setSlot(load<u32>(R_BUILTINS), index, value);
  store<u64>(R_RESULT, value);
  dropCharge(mark);
  return DONE;
}

/** Makes the value of a builtin's property whose slot holds HOLE; result code, the value (or accessor pair) stored and in R_RESULT. */
export function materialise(object: u32, slot: u32): i32 {
  const shape = shapeAt(shapeOf(object));
  const builtin = load<u32>(shape + SHAPE_BUILTIN);
  if (builtin == 0) {
    store<u64>(R_RESULT, UNDEFINED);
    return DONE;
  }
  const internal = <u32>load<u8>(shape + SHAPE_LAYOUT, 4);
  const position = (slot - object - OBJECT_SLOTS) / 8 - internal;
  const property =
    load<u32>(descriptor(builtin - 1), B_PROPERTIES) + position * BUILTIN_PROPERTY_BYTES;
  const kind = load<u32>(property);
  let value: u64;
  if (kind == BuiltinProperty.FUNCTION) {
    if (!reserve(NATIVE_FUNCTION_BYTES)) return RETRY;
    value = box(TAG_FUNCTION, newNativeFunction(load<u32>(property, 4)));
  } else if (kind == BuiltinProperty.BUILTIN) {
    const code = builtinObject(load<u32>(property, 4));
    if (code != DONE) return code;
    value = load<u64>(R_RESULT);
  } else if (kind == BuiltinProperty.CONSTANT) {
    value = load<u64>(property, 8);
  } else {
    if (!reserve(slotArrayBytes(2) + 64)) return RETRY;
    const pair = allocateSlotArray(2, UNDEFINED);
    const getter = load<u32>(property, 8);
    const setter = load<u32>(property, 12);
    if (getter) setSlot(pair, 0, box(TAG_FUNCTION, newNativeFunction(getter)));
    if (setter) setSlot(pair, 1, box(TAG_FUNCTION, newNativeFunction(setter)));
    value = boxInternal(pair);
  }
  store<u64>(slot, value);
  store<u64>(R_RESULT, value);
  return DONE;
}

/** Bytes of a function object without captures. */
export const NATIVE_FUNCTION_BYTES: u32 = 32;

/** A function object without captures; only after `reserve(NATIVE_FUNCTION_BYTES)`. */
export function newNativeFunction(template: u32): u32 {
  const closure = allocate(NATIVE_FUNCTION_BYTES, KIND_SLOTS, load<u32>(H_SHAPE_FUNCTION));
  store<u64>(closure, UNDEFINED, OBJECT_OVERFLOW);
  store<u64>(closure, <u64>template, FUNCTION_TEMPLATE);
  store<u64>(closure, 0, FUNCTION_INSTANCES);
  return closure;
}

/** Root shape of objects of a class whose prototype is a core builtin; 0 = RETRY. */
export function instanceShape(
  builtin: u32,
  classId: u32,
  inlineProperties: u32,
  internalSlots: u32,
): u32 {
  if (builtinObject(builtin) != DONE) return 0;
  return instanceShapeOf(load<u64>(R_RESULT), classId, inlineProperties, internalSlots);
}

/** The same for any prototype object that is marked as one; 0 = RETRY. */
export function instanceShapeOf(
  prototype: u64,
  classId: u32,
  inlineProperties: u32,
  internalSlots: u32,
): u32 {
  const root = plainShape(prototype, 0);
  if (root == 0) return 0;
  if (classId == ClassId.OBJECT && internalSlots == 0)
    return plainShape(prototype, inlineProperties);
  // A number key no property can have marks the link to the shapes of each class.
  const marker: u64 = 0x8000000000000000;
  const attributes = inlineProperties | (classId << 8) | (internalSlots << 16);
  const found = findTransition(root, marker, attributes);
  if (found) return found;
  if (!reserveShape(transitionBytes(root))) return 0;
  const child = addTransition(root, marker, attributes);
  const shape = shapeAt(child);
  store<u64>(shape + SHAPE_KEYS, UNDEFINED);
  store<u32>(shape + SHAPE_COUNT, 0);
  store<u64>(
    shape + SHAPE_LAYOUT,
    <u64>(classId | (inlineProperties << 16)) | ((<u64>internalSlots) << 32),
  );
  return child;
}
