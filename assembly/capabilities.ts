/**
 * Capabilities seen from the core: the functions that call them, the promises of calls in flight, and what messages from the host become.
 *
 * R_PENDING is a table (heap/tables.ts): call id (number) → internal record, all that is needed to make the call again (PENDING_* of messages.ts):
 *   slot 0  its promise      slot 1  the message with its arguments      slot 2  raw: capability index | root Task id << 32
 */
import {
  allocate,
  allocateSlotArray,
  getSlot,
  reserve,
  setSlot,
  slotArrayBytes,
} from './heap/allocate';
import { makeRootTableRoom } from './heap/table-growth';
import { newTable, tableAppend, tableDelete, tableFind } from './heap/tables';
import { enqueue } from './jobs';
import {
  ENTRY_VALUE,
  FUNCTION_CAPTURES,
  FUNCTION_INSTANCES,
  FUNCTION_TEMPLATE,
  JobKind,
  KIND_SLOTS,
  MIN_CAPACITY,
  OBJECT_OVERFLOW,
} from './layouts';
import {
  BUILTIN_BYTES,
  DIR_BUILTINS,
  H_NEXT_CALL_ID,
  H_PENDING_CALLS,
  H_SHAPE_FUNCTION,
  H_TASK_ID,
  R_PENDING,
  R_RESULT,
} from './memory-map';
import {
  Inbox,
  PENDING_ARGUMENTS,
  PENDING_CALLED,
  PENDING_PROMISE,
  PENDING_SLOTS,
} from './messages';
import { CoreBuiltin } from './names';
import { newPendingPromise } from './promises';
import { beginTask, taskRecord } from './tasks';
import { DONE, RETRY, succeed } from './protocol';
import { TAG_FUNCTION, UNDEFINED, box, boxBool, boxInt, boxInternal, pointer } from './value';

/** IMPORT: a function that calls capability `index`; its first capture is the index. */
export function importedCapability(index: u32): i32 {
  const bytes = FUNCTION_CAPTURES + 8;
  if (!reserve(bytes)) return RETRY;
  const template = load<u32>(load<u32>(DIR_BUILTINS) + CoreBuiltin.HOST_CALL * BUILTIN_BYTES, 12);
  const closure = allocate(bytes, KIND_SLOTS, load<u32>(H_SHAPE_FUNCTION));
  store<u64>(closure, UNDEFINED, OBJECT_OVERFLOW);
  store<u64>(closure, <u64>template, FUNCTION_TEMPLATE);
  store<u64>(closure, 0, FUNCTION_INSTANCES);
  store<u64>(closure, boxInt(<i32>index), FUNCTION_CAPTURES);
  return succeed(box(TAG_FUNCTION, closure));
}

export function createPendingTable(): void {
  store<u64>(R_PENDING, boxInternal(newTable(MIN_CAPACITY)));
}

/**
 * A promise for the host call with this id, kept with its arguments (a message) until the host answers; boxed in R_RESULT. Result code.
 */
export function expectAnswer(id: u32, message: u64, capability: u32): i32 {
  let code = makeRootTableRoom(R_PENDING);
  if (code != DONE) return code;
  code = newPendingPromise();
  if (code != DONE) return code;
  reserve(slotArrayBytes(PENDING_SLOTS));
  const record = allocateSlotArray(PENDING_SLOTS, UNDEFINED);
  setSlot(record, PENDING_PROMISE, load<u64>(R_RESULT));
  setSlot(record, PENDING_ARGUMENTS, message);
  setSlot(record, PENDING_CALLED, <u64>capability | ((<u64>load<u32>(H_TASK_ID)) << 32));
  tableAppend(load<u32>(R_PENDING), boxInt(<i32>id), boxInternal(record), 0);
  store<u32>(H_PENDING_CALLS, load<u32>(H_PENDING_CALLS) + 1);
  return DONE;
}

/** A new call id. */
export function nextCallId(): u32 {
  const id = load<u32>(H_NEXT_CALL_ID);
  store<u32>(H_NEXT_CALL_ID, id + 1);
  return id;
}

/** Makes a job of a message from the host. Result code; unknown ids are dropped. */
export function receive(kind: u32, id: u32, extra: u32, message: u64): i32 {
  if (kind == Inbox.START) {
    const begun = taskRecord(id) == 0 ? beginTask(id, Infinity) : DONE;
    if (begun != DONE) return begun;
    enqueue(JobKind.START, id, boxInt(<i32>extra), message, UNDEFINED);
  } else if (kind == Inbox.ANSWER || kind == Inbox.ANSWER_THROW) {
    const entry = tableFind(load<u32>(R_PENDING), boxInt(<i32>id));
    if (entry == 0) return DONE;
    const record = pointer(load<u64>(entry, ENTRY_VALUE));
    enqueue(
      JobKind.SETTLE,
      <u32>(getSlot(record, PENDING_CALLED) >>> 32),
      getSlot(record, PENDING_PROMISE),
      message,
      boxBool(kind == Inbox.ANSWER_THROW),
    );
    tableDelete(load<u32>(R_PENDING), entry);
    store<u32>(H_PENDING_CALLS, load<u32>(H_PENDING_CALLS) - 1);
  }
  return DONE;
}
