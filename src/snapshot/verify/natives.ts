/** Frames of resumable natives: their parameters and state slots, by native (assembly/host-calls.ts). */
import { FLAG_REST, FRAME_THIS } from '../../../assembly/memory-map';
import { TAG_SPECIAL } from '../../bytecode/boxing';
import type { Template } from './constants';
import { bad, type Heap, Role, TAG_ARRAY, TAG_INTERNAL } from './heap';

/** Slots of the state, after the parameters: number of arguments, phase, walk, id of the host call. */
const PHASE = 8;
const WALK = 16;
const CALL_ID = 24;
const STATE_BYTES = 32;

/** What the walk of a native is in each of its phases; UNDEFINED: it has none. */
const NONE = Role.NOTHING;

interface NativeFrame {
  readonly phases: readonly Role[];
  /** Phase in which the host has the call. */
  readonly waits: number;
}

const call: NativeFrame = {
  phases: [NONE, Role.ENCODING, NONE, Role.DECODING, Role.DECODING],
  waits: 2,
};
const report: NativeFrame = {
  phases: [NONE, Role.ENCODING, Role.ENCODING, Role.ENCODING, NONE],
  waits: -1,
};

const HOST_CALL = 600;
const DECODE_MESSAGE = 601;

/** By native id. */
const frames: ReadonlyMap<number, NativeFrame> = new Map([
  [HOST_CALL, call],
  [DECODE_MESSAGE, { phases: [NONE, Role.DECODING], waits: -1 }],
  [603, report],
  [604, report],
  [605, call],
]);

/** Where the state slots of a resumable native begin in its frame. */
function stateOf(frame: number, template: Template): number {
  return frame + template.locals + (template.flags & FLAG_REST ? 8 : 0);
}

/** Is it a native that has left a call to the host, and waits for the answer? */
export function isWaitingForHost(heap: Heap, frame: number, template: Template): boolean {
  const native = frames.get(template.native);
  return native !== undefined && phaseAt(heap, stateOf(frame, template)) === native.waits;
}

/** Checks the frame of a native. */
export function checkNativeFrame(heap: Heap, frame: number, template: Template): void {
  const native = frames.get(template.native);
  const state = stateOf(frame, template);
  if (native === undefined || frame + template.frameBytes !== state + STATE_BYTES) {
    bad(`native ${template.native} has no frame`);
  }
  const first = frame + FRAME_THIS + 8;
  for (let slot = frame + FRAME_THIS; slot < state; slot += 8) {
    if (template.native === DECODE_MESSAGE && slot === first && !heap.isUndefined(slot)) {
      heap.internal(slot, Role.MESSAGE);
    } else heap.anyValue(slot);
  }
  // The body of a capability has its arguments in an array.
  if (template.native === HOST_CALL && heap.u32(state - 8 + 4) !== TAG_ARRAY) {
    bad('a capability was called without arguments');
  }
  for (const slot of [state, state + PHASE, state + CALL_ID]) {
    if (heap.u32(slot + 4) >= TAG_SPECIAL && !heap.isUndefined(slot)) bad('a native counts oddly');
    heap.value(slot);
  }
  const walk = native.phases[phaseAt(heap, state)];
  if (walk === undefined) bad('a native is in no phase that it has');
  if (walk !== NONE) heap.owned(state + WALK, walk);
  else if (heap.u32(state + WALK + 4) === TAG_INTERNAL)
    bad('a native has a walk that it has ended');
  else heap.anyValue(state + WALK);
}

const numbers = new DataView(new ArrayBuffer(8));

/** The phase, a number in the second state slot; -1 when it is no phase. */
function phaseAt(heap: Heap, state: number): number {
  numbers.setUint32(0, heap.u32(state + PHASE), true);
  numbers.setUint32(4, heap.u32(state + PHASE + 4), true);
  const phase = numbers.getFloat64(0, true);
  return Number.isInteger(phase) ? phase : -1;
}
