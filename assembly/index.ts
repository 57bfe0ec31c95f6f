/**
 * The ABI: everything the host can call. The region it works on is described in memory-map.ts.
 */
import { createBuiltinList } from './builtins';
import { createPendingTable } from './capabilities';
import { builtinObject, instanceShapeOf } from './builtins';
import { allocate, allocateSlotArray } from './heap/allocate';
import { SERVICE_MORE, collectAll, serviceMemory, settleMachine } from './heap/collect';
import { reserveForHost, updateLimit } from './heap/checkpoint';
import { settleRehash } from './heap/intern';
import { settleFlatten } from './heap/ropes';
import { createShapeTable, newShape, reserveShape } from './heap/shapes';
import { MESSAGE_BYTES, appendMessage, createInbox } from './inbox';
import { createJobQueue } from './jobs';
import {
  ARRAY_INTERNAL_SLOTS,
  FUNCTION_INTERNAL_SLOTS,
  KIND_RAW,
  SHAPE_LAZY_FUNCTION,
} from './layouts';
import {
  FIRST_HEAP_BYTES,
  HEADER,
  HEADER_BYTES,
  H_CACHE_BASE,
  H_CACHE_END,
  H_CACHE_EPOCH,
  H_CACHE_POOL,
  H_CONSTANTS_END,
  H_EVALUATING,
  H_FP,
  H_GLOBALS_BASE,
  H_GLOBALS_END,
  H_HEAP_BASE,
  H_HEAP_LIMIT,
  H_HEAP_TOP,
  H_HOST_REQUEST,
  H_JOBEND,
  H_MAGIC,
  H_MAX_HEAP,
  H_MAX_STACK_BYTES,
  H_MAX_TASKS,
  H_NEXT_CALL_ID,
  H_RANDOM,
  H_REQUEST,
  H_ROOTS,
  H_ROOTS_END,
  H_SHAPE_ARRAY,
  H_SHAPE_FUNCTION,
  H_STEPS_PER_SLICE,
  H_VERSION,
  H_WORK,
  REGION_MAGIC,
  REGION_VERSION,
  R_HELPERS,
  R_OOM_ERROR,
  R_OUTBOX,
  R_RESULT,
} from './memory-map';
import { createOutbox } from './outbox';
import { settleWalk } from './host-calls';
import { beginTask, createTaskTable, settleTorn } from './tasks';
import { createTimers } from './timers';
import { seedRandom as seedState } from './math/random';
import { newError } from './errors';
import { ClassId, CoreBuiltin, ErrorKind, KnownKey, LibraryHelper } from './names';
import { Op } from './opcodes';
import { DONE, chargeMark, dropCharge, knownString } from './protocol';
import { UNDEFINED, UNINITIALISED, boxInternal, pointer } from './value';
import { Work } from './work-kinds';

export { run } from './dispatch';
export { heapBytesUsed, setMaxHeapBytes } from './heap/checkpoint';
export { cancelTask, setTaskLimit } from './tasks';

/**
 * Makes a fresh context in a region whose code area the host has filled: [0, HEADER) is as the module left it, caches and globals are anything.
 * All positions in bytes; `maxHeapBytes` as in VmOptions. Returns 0, or 1 when the memory is too small.
 */
export function initialize(
  unitsEnd: u32,
  cacheBase: u32,
  cachePool: u32,
  cacheEnd: u32,
  globalsBase: u32,
  globalsEnd: u32,
  heapBase: u32,
  maxHeapBytes: f64,
): i32 {
  memory.fill(HEADER, 0, HEADER_BYTES);
  const have = (<u32>memory.size()) << 16;
  const need = heapBase + FIRST_HEAP_BYTES;
  if (need > have && memory.grow(<i32>((need - have + 65535) >>> 16)) < 0) return 1;
  memory.fill(cacheBase, 0, cacheEnd - cacheBase);
  for (let slot = globalsBase; slot < globalsEnd; slot += 8) store<u64>(slot, UNINITIALISED);
  for (let slot = H_ROOTS; slot < H_ROOTS_END; slot += 8) store<u64>(slot, UNDEFINED);
  store<u32>(H_MAGIC, REGION_MAGIC);
  store<u32>(H_VERSION, REGION_VERSION);
  store<u32>(H_CONSTANTS_END, unitsEnd);
  store<u32>(H_CACHE_BASE, cacheBase);
  store<u32>(H_CACHE_END, cacheEnd);
  store<u32>(H_CACHE_POOL, cachePool);
  store<u32>(H_CACHE_EPOCH, 1);
  store<u32>(H_GLOBALS_BASE, globalsBase);
  store<u32>(H_GLOBALS_END, globalsEnd);
  store<u32>(H_HEAP_BASE, heapBase);
  store<u32>(H_HEAP_TOP, heapBase);
  store<u32>(H_HEAP_LIMIT, (<u32>memory.size()) << 16);
  store<u16>(H_JOBEND, <u16>Op.JOBEND);
  store<f64>(H_MAX_HEAP, maxHeapBytes);
  store<u32>(H_MAX_STACK_BYTES, 1 << 20);
  store<u32>(H_MAX_TASKS, 10000);
  store<f64>(H_STEPS_PER_SLICE, 1000000);
  store<u32>(H_NEXT_CALL_ID, 1);
  seedState(H_RANDOM, 0);
  createShapeTable();
  createBuiltinList();
  createJobQueue();
  createInbox();
  createPendingTable();
  createTaskTable();
  createTimers();
  store<u64>(R_HELPERS, boxInternal(allocateSlotArray(LibraryHelper.COUNT, UNDEFINED)));
  createOutbox();
  if (builtinObject(CoreBuiltin.FUNCTION_PROTOTYPE) != DONE) return 1;
  const functions = load<u64>(R_RESULT);
  if (!reserveShape(0)) return 1;
  store<u32>(
    H_SHAPE_FUNCTION,
    newShape(functions, ClassId.FUNCTION, SHAPE_LAZY_FUNCTION, 0, FUNCTION_INTERNAL_SLOTS),
  );
  if (!reserveShape(0)) return 1;
  newShape(functions, ClassId.FUNCTION, 0, 0, FUNCTION_INTERNAL_SLOTS); // functions whose properties are made: the next index
  if (builtinObject(CoreBuiltin.ARRAY_PROTOTYPE) != DONE) return 1;
  store<u32>(
    H_SHAPE_ARRAY,
    instanceShapeOf(load<u64>(R_RESULT), ClassId.ARRAY, 0, ARRAY_INTERNAL_SLOTS),
  );
  if (newError(ErrorKind.RANGE_ERROR, knownString(KnownKey.MSG_OUT_OF_MEMORY)) != DONE) return 1;
  store<u64>(R_OOM_ERROR, load<u64>(R_RESULT));
  updateLimit();
  return 0;
}

/** Seeds Math.random (VmOptions.seed). */
export function seedRandom(seed: f64): void {
  seedState(H_RANDOM, seed);
}

/**
 * Space for a message of `bytes` bytes: the address of its RAW object (see messages.ts for its layout), or 0: then `collect` must be
 * called until it returns 0 and the call be repeated. Keep the address until the next call into the core only.
 */
export function messageAlloc(bytes: u32): u32 {
  const size = (bytes + 12 + 7) & ~7;
  if (!reserveForHost(size)) {
    refuseHost();
    return 0;
  }
  // Charged when it is read: what a job costs does not depend on when the host puts messages in (RULES 18).
  const mark = chargeMark();
  const address = allocate(size, KIND_RAW, 0);
  dropCharge(mark);
  updateLimit();
  store<u64>(address + size - 8, 0);
  store<u32>(address, bytes, 8);
  return address;
}

/** The host's own request failed: `collect` will meet it. */
function refuseHost(): void {
  store<u32>(H_HOST_REQUEST, load<u32>(H_REQUEST));
  store<u32>(H_REQUEST, 0);
}

/**
 * One chunk of work on memory outside `run`; 1 = call again. After a failed `messageAlloc` or `post` it meets that request (when the same
 * call fails again afterwards, the request is refused); otherwise it collects everything.
 */
export function collect(): i32 {
  const request = load<u32>(H_HOST_REQUEST);
  if (request == 0) return collectAll();
  store<u32>(H_REQUEST, request);
  const service = serviceMemory();
  if (service == SERVICE_MORE) {
    store<u32>(H_REQUEST, 0);
    return 1;
  }
  store<u32>(H_REQUEST, 0);
  store<u32>(H_HOST_REQUEST, 0);
  return 0;
}

/** Makes the record of a root Task with a limit of its own (steps), before its START is posted. Returns 1, or 0 when memory must be settled first. */
export function prepareTask(id: u32, maxSteps: f64): i32 {
  if (beginTask(id, maxSteps) == DONE) return 1;
  refuseHost();
  return 0;
}

/** Queues a message for the guest: kind (enum Inbox), id, the object from `messageAlloc` (0 = none), extra. Returns 1, or 0 when memory must be settled first. */
export function post(kind: u32, id: u32, message: u32, extra: u32): i32 {
  if (!reserveForHost(MESSAGE_BYTES)) {
    refuseHost();
    return 0;
  }
  appendMessage(kind, id, extra, message == 0 ? UNDEFINED : boxInternal(message));
  updateLimit();
  return 1;
}

/** Forgets the outbox entries the host has read. */
export function outboxClear(): void {
  const outbox = pointer(load<u64>(R_OUTBOX));
  const count = <u32>load<u64>(outbox, 8);
  memory.fill(outbox + 16, 0, count << 5);
  store<u64>(outbox, 0, 8);
}

/** Brings the region, at rest and collected, into the form that an image has: what says nothing about the guest is forgotten. */
export function settle(): void {
  settleMachine();
  if (load<u32>(H_FP) == 0) store<u32>(H_EVALUATING, 0);
  const work = load<u32>(H_WORK);
  if (work == Work.FLATTEN) settleFlatten();
  if (work == Work.REHASH_INTERN) settleRehash();
  if (load<u32>(H_FP) != 0) settleWalk(load<u32>(H_FP));
  settleTorn();
}

/** Ends in a Wasm trap: shows that a fault ends one Vm and nothing else. */
export function fault(): void {
  unreachable();
}
