/** Natives of the array family; ids from 100. What they do is in array-edit.ts, array-search.ts, array-join.ts and invoke.ts. */
import { prototypeFor } from '../functions';
import { instanceShapeOf } from '../builtins';
import { reserve } from '../heap/allocate';
import { elementAt } from '../heap/arrays';
import { boxObject, newObject, objectBytes } from '../heap/objects';
import { ARRAY_INTERNAL_SLOTS, ARRAY_LENGTH } from '../layouts';
import { FRAME_THIS, R_RESULT } from '../memory-map';
import { ClassId, CoreBuiltin } from '../names';
import { DONE, RETRY, THROW, argument, succeed } from '../protocol';
import { boxBool, isArray, numberValue, pointer } from '../value';
import {
  appendRange,
  at,
  concat,
  fill,
  fillRange,
  moveRange,
  pop,
  push,
  reserveElements,
  reverse,
  shift,
  slice,
  splice,
  unshift,
} from './array-edit';
import { join, joinStrings } from './array-join';
import { ArrayNative } from './array-rows';
import { indexOf, search } from './array-search';
import {
  apply,
  boundSlot,
  boundTarget,
  call,
  constructFor,
  functionCall,
  newBound,
} from './invoke';
import { jsonMember, jsonText } from './json-text';
import { jsonToken } from './json-token';

export { ArrayNative, arrayNatives } from './array-rows';

export function callArrayNative(id: i32, frame: u32, count: i32): i32 {
  switch (id) {
    case ArrayNative.PUSH:
      return push(frame, count);
    case ArrayNative.POP:
      return pop(frame);
    case ArrayNative.SHIFT:
      return shift(frame);
    case ArrayNative.UNSHIFT:
      return unshift(frame, count);
    case ArrayNative.AT:
      return at(frame, count);
    case ArrayNative.INDEX_OF:
    case ArrayNative.LAST_INDEX_OF:
    case ArrayNative.INCLUDES:
      return indexOf(id, frame, count);
    case ArrayNative.SLICE:
      return slice(frame, count);
    case ArrayNative.SPLICE:
      return splice(frame, count);
    case ArrayNative.CONCAT:
      return concat(frame, count);
    case ArrayNative.FILL:
      return fill(frame, count);
    case ArrayNative.REVERSE:
      return reverse(frame);
    case ArrayNative.JOIN:
      return join(frame, count);
    case ArrayNative.FUNCTION_CALL:
      return functionCall(frame, count);
    case ArrayNative.IS_ARRAY:
      return succeed(boxBool(isArray(argument(frame, count, 0))));
    case ArrayNative.NEW_FOR:
      return newFor(argument(frame, count, 0));
    case ArrayNative.ELEMENT:
      return succeed(
        elementAt(
          pointer(load<u64>(frame, FRAME_THIS)),
          <u32>numberValue(argument(frame, count, 0)),
        ),
      );
    case ArrayNative.APPEND_RANGE:
      return appendRange(frame, count);
    case ArrayNative.MOVE_RANGE:
      return moveRange(frame, count);
    case ArrayNative.FILL_RANGE:
      return fillRange(frame, count);
    case ArrayNative.SEARCH:
      return search(frame, count);
    case ArrayNative.JOIN_STRINGS:
      return joinStrings(frame, count);
    case ArrayNative.ARRAY_RESERVE:
      return reserveElements(frame, count);
    case ArrayNative.CALL:
      return call(frame, count);
    case ArrayNative.APPLY:
      return apply(frame, count);
    case ArrayNative.CONSTRUCT:
      return constructFor(frame, count);
    case ArrayNative.NEW_BOUND:
      return newBound(frame, count);
    case ArrayNative.BOUND_SLOT:
      return boundSlot(argument(frame, count, 0));
    case ArrayNative.BOUND_TARGET:
      return boundTarget(argument(frame, count, 0), argument(frame, count, 1));
    case ArrayNative.JSON_TOKEN:
      return jsonToken(frame, count);
    case ArrayNative.JSON_TEXT:
      return jsonText(frame, count);
    case ArrayNative.JSON_MEMBER:
      return jsonMember(frame, count);
    default:
      return THROW;
  }
}

/** An empty array whose prototype is new.target's. */
function newFor(newTarget: u64): i32 {
  const code = prototypeFor(newTarget, CoreBuiltin.ARRAY_PROTOTYPE);
  if (code != DONE) return code;
  const shape = instanceShapeOf(load<u64>(R_RESULT), ClassId.ARRAY, 0, ARRAY_INTERNAL_SLOTS);
  if (shape == 0 || !reserve(objectBytes(shape))) return RETRY;
  const array = newObject(shape);
  store<u64>(array, 0, ARRAY_LENGTH);
  return succeed(boxObject(array));
}
