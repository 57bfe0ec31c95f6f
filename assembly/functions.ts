/**
 * Function objects: closures, the properties they make lazily, instances that `new` makes.
 */
import { builtinObject, instanceShapeOf, materialise } from './builtins';
import { allocate, fits, reserve, slotArrayBytes } from './heap/allocate';
import {
  addProperty,
  boxObject,
  findOwn,
  markPrototype,
  newObject,
  objectBytes,
  plainShape,
  setShape,
  shapeOf,
} from './heap/objects';
import {
  reserveShapes,
  shapeAt,
  shapeCount,
  shapeFlags,
  shapePrototype,
  transitionBytes,
  uniqueBytes,
} from './heap/shapes';
import {
  CONFIGURABLE,
  FUNCTION_CAPTURES,
  FUNCTION_INSTANCES,
  FUNCTION_TEMPLATE,
  KIND_SLOTS,
  OBJECT_OVERFLOW,
  SHAPE_LAYOUT,
  SHAPE_LAZY_FUNCTION,
  SHAPE_UNIQUE,
  WRITABLE,
} from './layouts';
import {
  CAPTURE_CELL_REGISTER,
  CAPTURE_VALUE_REGISTER,
  FLAG_CLASS,
  FLAG_CONSTRUCTOR,
  FLAG_LIBRARY,
  FRAME_FUNCTION,
  H_SHAPE_FUNCTION,
  R_RESULT,
  R_SCRATCH3,
  TEMPLATE_CAPTURES,
  TEMPLATE_CAPTURE_COUNT,
  TEMPLATE_FLAGS,
  TEMPLATE_INSTANCE_SLOTS,
  TEMPLATE_LENGTH,
  TEMPLATE_NAME,
} from './memory-map';
import { CoreBuiltin, KnownKey } from './names';
import { DONE, RETRY, charge, knownString } from './protocol';
import {
  HOLE,
  TAG_FUNCTION,
  TAG_OBJECT,
  UNDEFINED,
  box,
  boxInt,
  boxString,
  isFunction,
  isObject,
  pointer,
} from './value';

// @ts-ignore: decorator
@inline
export function templateOf(closure: u32): u32 {
  return load<u32>(closure, FUNCTION_TEMPLATE);
}

// @ts-ignore: decorator
@inline
export function functionFlags(closure: u32): u32 {
  return <u32>load<u16>(templateOf(closure), TEMPLATE_FLAGS);
}

/** Steps of the prototype object that a function made by an expression or declaration may come to have. */
const PROTOTYPE_STEPS: u32 = 2;

/** A closure of the template made in frame `fp`: captures copied by the template's records. Result code, the closure in R_RESULT. */
export function makeClosure(template: u32, fp: u32): i32 {
  const count = <u32>load<u16>(template, TEMPLATE_CAPTURE_COUNT);
  const bytes = FUNCTION_CAPTURES + (count << 3);
  if (!reserve(bytes)) return RETRY;
  const closure = allocate(bytes, KIND_SLOTS, load<u32>(H_SHAPE_FUNCTION));
  store<u64>(closure, UNDEFINED, OBJECT_OVERFLOW);
  store<u64>(closure, <u64>template, FUNCTION_TEMPLATE);
  store<u64>(closure, 0, FUNCTION_INSTANCES);
  if (count) {
    const outer = load<u32>(fp, FRAME_FUNCTION) + FUNCTION_CAPTURES;
    let record = load<u32>(template, TEMPLATE_CAPTURES);
    let slot = closure + FUNCTION_CAPTURES;
    for (let i: u32 = 0; i < count; i++, record += 4, slot += 8) {
      const capture = load<u32>(record);
      const kind = capture & 3;
      const source = capture >>> 2;
      if (kind == CAPTURE_CELL_REGISTER || kind == CAPTURE_VALUE_REGISTER)
        store<u64>(slot, load<u64>(fp + source));
      else store<u64>(slot, load<u64>(outer + (source << 3)));
    }
  }
  // Its prototype is made when it is asked for, which may cost nothing then.
  if (load<u32>(template, TEMPLATE_FLAGS) & FLAG_CONSTRUCTOR) charge(PROTOTYPE_STEPS);
  store<u64>(R_RESULT, box(TAG_FUNCTION, closure));
  return DONE;
}

// @ts-ignore: decorator
@inline
export function isLazyFunction(object: u32): bool {
  return (shapeFlags(shapeAt(shapeOf(object))) & SHAPE_LAZY_FUNCTION) != 0;
}

/** Enough for the prototype object and three properties more. Little, but for functions that have many already. */
function completionBytes(closure: u32): u32 {
  const index = shapeOf(closure);
  const count = shapeCount(shapeAt(index));
  return 512 + 3 * (transitionBytes(index) + uniqueBytes(index) + slotArrayBytes(count << 1));
}

/** Makes `length`, `name` and, for constructors, `prototype`. Result code. */
export function completeFunction(closure: u32): i32 {
  const template = templateOf(closure);
  const flags = <u32>load<u16>(template, TEMPLATE_FLAGS);
  const isConstructor =
    (flags & FLAG_CONSTRUCTOR) != 0 && (flags & (FLAG_CLASS | FLAG_LIBRARY)) == 0;
  if (!reserveShapes(5, completionBytes(closure))) return RETRY;
  let prototype = UNDEFINED;
  if (isConstructor) {
    const code = newPrototypeObject(box(TAG_FUNCTION, closure));
    if (code != DONE) return code;
    prototype = load<u64>(R_RESULT);
  }
  // From here on the closure is complete: nothing below can fail.
  const index = shapeOf(closure);
  const shape = shapeAt(index);
  if (shapeFlags(shape) & SHAPE_UNIQUE)
    store<u8>(shape + SHAPE_LAYOUT, <u8>(shapeFlags(shape) & ~SHAPE_LAZY_FUNCTION), 1);
  else setShape(closure, load<u32>(H_SHAPE_FUNCTION) + 1);
  addProperty(
    closure,
    knownString(KnownKey.LENGTH),
    boxInt(<i32>load<u16>(template, TEMPLATE_LENGTH)),
    CONFIGURABLE,
  );
  addProperty(
    closure,
    knownString(KnownKey.NAME),
    boxString(load<u32>(template, TEMPLATE_NAME)),
    CONFIGURABLE,
  );
  if (isConstructor) addProperty(closure, knownString(KnownKey.PROTOTYPE), prototype, WRITABLE);
  return DONE;
}

/** A fresh object with `constructor`, to serve as F.prototype; in R_RESULT. */
export function newPrototypeObject(constructor: u64): i32 {
  let code = builtinObject(CoreBuiltin.OBJECT_PROTOTYPE);
  if (code != DONE) return code;
  const shape = plainShape(load<u64>(R_RESULT), 4);
  if (shape == 0) return RETRY;
  if (!reserve(objectBytes(shape))) return RETRY;
  const object = newObject(shape);
  code = markPrototype(object);
  if (code != DONE) return code;
  code = addProperty(
    object,
    knownString(KnownKey.CONSTRUCTOR),
    constructor,
    WRITABLE | CONFIGURABLE,
  );
  if (code != DONE) return code;
  store<u64>(R_RESULT, boxObject(object));
  return DONE;
}

/** The object in a constructor's own `prototype` property, or UNDEFINED; the function must be complete. */
export function prototypeOfConstructor(closure: u32): u64 {
  const slot = findOwn(closure, knownString(KnownKey.PROTOTYPE));
  if (slot == 0) return UNDEFINED;
  const value = load<u64>(slot);
  return isObject(value) ? value : UNDEFINED;
}

/** Own properties that instances of the constructor are expected to have, its superclasses' included. */
function expectedProperties(closure: u32): u32 {
  let count: u32 = 0;
  let current = box(TAG_FUNCTION, closure);
  for (let depth = 0; depth < 16 && isFunction(current); depth++) {
    count += <u32>load<u16>(templateOf(pointer(current)), TEMPLATE_INSTANCE_SLOTS);
    current = shapePrototype(shapeAt(shapeOf(pointer(current))));
  }
  return count;
}

/** The prototype that instances made for `newTarget` get: its `prototype`, or a core builtin. Marked; in R_RESULT. */
export function prototypeFor(newTarget: u64, builtin: u32): i32 {
  let prototype = UNDEFINED;
  if (isFunction(newTarget)) {
    const closure = pointer(newTarget);
    if (isLazyFunction(closure)) {
      const code = completeFunction(closure);
      if (code != DONE) return code;
    }
    const slot = findOwn(closure, knownString(KnownKey.PROTOTYPE));
    if (slot != 0 && load<u64>(slot) == HOLE) {
      // A builtin constructor's, not asked for yet.
      const code = materialise(closure, slot);
      if (code != DONE) return code;
    }
    prototype = prototypeOfConstructor(closure);
  }
  if (prototype == UNDEFINED) return builtinObject(builtin);
  const code = markPrototype(pointer(prototype));
  if (code != DONE) return code;
  store<u64>(R_RESULT, prototype);
  return DONE;
}

/** The root shape of `new closure()`, kept in the function object. Result code; the index in R_SCRATCH3. */
export function instanceRoot(closure: u32): i32 {
  const known = load<u32>(closure, FUNCTION_INSTANCES);
  if (known) {
    store<u64>(R_SCRATCH3, <u64>known);
    return DONE;
  }
  const code = prototypeFor(box(TAG_FUNCTION, closure), CoreBuiltin.OBJECT_PROTOTYPE);
  if (code != DONE) return code;
  const shape = instanceShapeOf(load<u64>(R_RESULT), 0, expectedProperties(closure), 0);
  if (shape == 0) return RETRY;
  store<u64>(closure, <u64>shape, FUNCTION_INSTANCES);
  store<u64>(R_SCRATCH3, <u64>shape);
  return DONE;
}

/** A plain instance for `new closure()`, in R_RESULT. */
export function newInstance(closure: u32): i32 {
  const code = instanceRoot(closure);
  if (code != DONE) return code;
  const shape = <u32>load<u64>(R_SCRATCH3);
  if (!reserve(objectBytes(shape))) return RETRY;
  store<u64>(R_RESULT, boxObject(newObject(shape)));
  return DONE;
}

/** The same without any slow path: 0 when the root shape is not known yet or memory is short. */
export function instanceAtOnce(closure: u32): u64 {
  const index = load<u32>(closure, FUNCTION_INSTANCES);
  if (index == 0) return 0;
  const bytes = objectBytes(index);
  if (!fits(bytes)) return 0;
  const object = allocate(bytes, KIND_SLOTS, index);
  for (let slot = object + OBJECT_OVERFLOW, end = object + bytes; slot < end; slot += 8)
    store<u64>(slot, UNDEFINED);
  return box(TAG_OBJECT, object);
}

/** Forgets the cached root shape when `prototype` is assigned. */
export function forgetInstances(object: u32): void {
  store<u64>(object, 0, FUNCTION_INSTANCES);
}
