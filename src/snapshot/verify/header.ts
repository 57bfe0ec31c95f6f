/** Header fields by themselves: what they may be, and that they fit the code image. */
import {
  CHECKPOINT_DUE,
  MAX_OBJECT_BYTES,
  PHASE_IDLE,
  REQUEST_FLAGS_IN_IMAGES,
} from '../../../assembly/layouts';
import {
  H_ALLOCATED,
  H_ANSWER,
  H_BYTES_FREED,
  H_CACHE_BASE,
  H_CACHE_END,
  H_CANCEL,
  H_CHARGE,
  H_CHARGE_KEPT,
  H_CHECKPOINT,
  H_CLOCK,
  H_CLOCK_MODE,
  H_COLLECTIONS,
  H_CONSTANTS_END,
  H_DUE,
  H_EPOCH,
  H_EVALUATING,
  H_FOUND_DEAD,
  H_GC_FLAGS,
  H_GC_PHASE,
  H_GLOBALS_BASE,
  H_GLOBALS_END,
  H_HEAP_BASE,
  H_HEAP_MODE,
  H_HEAP_TOP,
  H_HOST_CALLS,
  H_HOST_REQUEST,
  H_IDENTITY,
  H_JOBEND,
  H_KNOB_COLLECT,
  H_KNOB_COUNT,
  H_KNOB_FAIL,
  H_KNOB_FOOTPRINT,
  H_KNOB_PC,
  H_LIVE,
  H_MAGIC,
  H_MAX_HEAP,
  H_OOM_STATE,
  H_REQUEST,
  H_SLICE_USED,
  H_STEPS,
  H_STEPS_PER_SLICE,
  H_TIMER_DUE,
  H_TORN_TURN,
  H_UNCOUNTED,
  H_VERSION,
  REGION_MAGIC,
  REGION_VERSION,
  SETTLING,
} from '../../../assembly/memory-map';
import { Answer } from '../../../assembly/messages';
import { Op } from '../../../assembly/opcodes';
import type { CodeImage } from '../../bytecode/code-image';
import { bad } from './heap';
import type { ImageHeader } from './image-header';

const MAX_BYTES = 2 ** 33;
/** Steps that one instruction may owe. */
const MAX_CHARGE = 0x7fffffff;
const BUMP = 1;

/** @throws BadImage */
export function checkHeader(header: ImageHeader, image: CodeImage): void {
  const expect = (address: number, value: number, what: string): void => {
    if (header.u32(address) !== value) bad(`${what} is ${header.u32(address)}, not ${value}`);
  };
  const upTo = (address: number, most: number, what: string): void => {
    if (header.u32(address) > most) bad(`${what} is ${header.u32(address)}`);
  };
  /** A whole number of something that is counted. */
  const count = (address: number, what: string, most = Number.MAX_SAFE_INTEGER): void => {
    const value = header.f64(address);
    if (!(value >= 0 && value <= most && Number.isInteger(value))) bad(`${what} is ${value}`);
  };
  expect(H_MAGIC, REGION_MAGIC, 'the magic of the region');
  expect(H_VERSION, REGION_VERSION, 'the version of the region');
  // Units may have been added since the Vm began.
  if (!image.unitBounds.includes(header.u32(H_CONSTANTS_END), 1)) bad('its constants end nowhere');
  expect(H_CACHE_BASE, image.cacheBase, 'the start of the caches');
  expect(H_CACHE_END, image.cacheEnd, 'the end of the caches');
  expect(H_GLOBALS_BASE, image.globalsBase, 'the start of the variables');
  expect(H_GLOBALS_END, image.globalsEnd, 'the end of the variables');
  expect(H_HEAP_BASE, image.heapBase, 'the start of the heap');
  if ((header.u32(H_JOBEND) & 0xffff) !== Op.JOBEND) bad('there is no end of jobs');
  for (const knob of [H_KNOB_COLLECT, H_KNOB_COUNT, H_KNOB_PC, H_KNOB_FOOTPRINT]) {
    expect(knob, 0, 'a knob of tests');
  }
  count(H_KNOB_FAIL, 'a knob of tests', 0);
  expect(H_GC_PHASE, PHASE_IDLE, 'the phase of a collection');
  expect(H_HOST_REQUEST, 0, 'a request of the host');
  if (header.u32(H_GC_FLAGS) & ~(header.u32(H_REQUEST) === 0 ? 0 : REQUEST_FLAGS_IN_IMAGES)) {
    bad('a request has odd flags');
  }
  upTo(H_REQUEST, 2 * MAX_OBJECT_BYTES, 'a request');
  upTo(H_HEAP_MODE, BUMP, 'the kind of heap');
  upTo(H_CLOCK_MODE, 1, 'the kind of clock');
  upTo(H_OOM_STATE, 2, 'the state of the reserve');
  upTo(H_CANCEL, 1, 'a cancel');
  upTo(H_TORN_TURN, 1, 'whose turn it is');
  upTo(H_EVALUATING, SETTLING, 'an evaluation of modules');
  upTo(H_IDENTITY, 0x7fffffff, 'the last identity');
  upTo(H_ANSWER, Answer.REFUSED, 'the state of an answer');
  upTo(H_CHARGE, MAX_CHARGE, 'the steps still to be charged');
  upTo(H_CHARGE_KEPT, header.u32(H_CHARGE), 'the part of them that stays');
  upTo(H_DUE, CHECKPOINT_DUE, 'what is to be settled');
  count(H_STEPS, 'the number of steps');
  count(H_COLLECTIONS, 'the number of collections');
  count(H_BYTES_FREED, 'the number of bytes freed');
  count(H_HOST_CALLS, 'the number of host calls');
  // Steps that a job has cost before its slice began are taken off at first.
  const sliceUsed = header.f64(H_SLICE_USED);
  if (!(sliceUsed >= -MAX_CHARGE && sliceUsed <= 2 ** 40 && Number.isInteger(sliceUsed))) {
    bad(`the number of steps of a slice is ${sliceUsed}`);
  }
  const perSlice = header.f64(H_STEPS_PER_SLICE);
  if (!(perSlice >= 1)) bad('a slice has no steps');
  if (perSlice !== Math.ceil(perSlice)) bad(`a slice has ${perSlice} steps`);
  if (!(header.f64(H_CLOCK) >= 0) || !Number.isFinite(header.f64(H_CLOCK))) bad('an odd clock');
  if (!Number.isFinite(header.f64(H_EPOCH))) bad('an odd epoch');
  if (Number.isNaN(header.f64(H_TIMER_DUE))) bad('a timer is due at no time');
  checkAccounts(header);
}

/** What is said to be allocated, live and dead must fit what there is: limits are judged by it. */
function checkAccounts(header: ImageHeader): void {
  const inHeap = header.u32(H_HEAP_TOP) - header.u32(H_HEAP_BASE);
  const maxHeap = header.f64(H_MAX_HEAP);
  const uncounted = header.f64(H_UNCOUNTED);
  const live = header.f64(H_LIVE);
  const allocated = header.f64(H_ALLOCATED) + inHeap;
  const used = allocated - header.f64(H_FOUND_DEAD);
  const due = header.f64(H_CHECKPOINT) - allocated;
  if (!(maxHeap > 0 && maxHeap < MAX_BYTES)) bad(`the cap is ${maxHeap}`);
  if (!(uncounted >= 0 && uncounted <= inHeap)) bad(`${uncounted} bytes are not counted`);
  if (!(allocated >= inHeap - uncounted) || allocated > Number.MAX_SAFE_INTEGER) {
    bad(`${allocated} bytes were allocated`);
  }
  if (header.u32(H_HEAP_MODE) !== BUMP && live + uncounted !== inHeap) {
    bad(`${live} bytes are live of ${inHeap}`);
  }
  // A bump heap counts what is dead too.
  if (!(used >= (header.u32(H_HEAP_MODE) === BUMP ? inHeap : live)))
    bad(`${used} bytes are in use`);
  if (!(due <= maxHeap + 2 * MAX_OBJECT_BYTES)) bad('the next checkpoint is never due');
}
