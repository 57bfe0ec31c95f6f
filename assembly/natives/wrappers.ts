/**
 * Wrapper objects of primitives: class NUMBER, STRING, BOOLEAN or SYMBOL, internal slot 0: the primitive.
 */
import { instanceShapeOf } from '../builtins';
import { prototypeFor } from '../functions';
import { reserve } from '../heap/allocate';
import { boxObject, classOf, newObject, objectBytes } from '../heap/objects';
import { WRAPPED, WRAPPER_INTERNAL_SLOTS } from '../layouts';
import { R_RESULT } from '../memory-map';
import { ClassId, CoreBuiltin } from '../names';
import { DONE, RETRY, succeed } from '../protocol';
import { HOLE, TAG_OBJECT, high, isNumber, isString, isSymbol, pointer } from '../value';

export function newWrapper(newTarget: u64, primitive: u64): i32 {
  let builtin: u32 = CoreBuiltin.BOOLEAN_PROTOTYPE;
  let classId: u32 = ClassId.BOOLEAN;
  if (isNumber(primitive)) {
    builtin = CoreBuiltin.NUMBER_PROTOTYPE;
    classId = ClassId.NUMBER;
  } else if (isString(primitive)) {
    builtin = CoreBuiltin.STRING_PROTOTYPE;
    classId = ClassId.STRING;
  } else if (isSymbol(primitive)) {
    builtin = CoreBuiltin.SYMBOL_PROTOTYPE;
    classId = ClassId.SYMBOL;
  }
  const code = prototypeFor(newTarget, builtin);
  if (code != DONE) return code;
  const shape = instanceShapeOf(load<u64>(R_RESULT), classId, 0, WRAPPER_INTERNAL_SLOTS);
  if (shape == 0 || !reserve(objectBytes(shape))) return RETRY;
  const object = newObject(shape);
  store<u64>(object, primitive, WRAPPED);
  return succeed(boxObject(object));
}

export function wrapperValue(value: u64): i32 {
  if (high(value) != TAG_OBJECT) return succeed(HOLE);
  const classId = classOf(pointer(value));
  if (classId < <u32>ClassId.BOOLEAN || classId > <u32>ClassId.SYMBOL) return succeed(HOLE);
  return succeed(load<u64>(pointer(value), WRAPPED));
}
