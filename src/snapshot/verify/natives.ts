/** Frames of resumable natives: their parameters and state slots, by native (assembly/host-calls.ts). */
import {
  CallPhase,
  NATIVE_CALL_ID,
  NATIVE_PHASE,
  NATIVE_STATE_BYTES,
  NATIVE_WALK,
  ReportPhase,
} from '../../../assembly/layouts';
import { FLAG_REST, FRAME_THIS } from '../../../assembly/memory-map';
import { HostNative } from '../../../assembly/natives/host-rows';
import { TAG_ARRAY, TAG_INTERNAL, TAG_SPECIAL } from '../../../assembly/value';
import type { Template } from './constants';
import { bad, type Heap, Role } from './heap';

/** What the walk of a native is in each of its phases; UNDEFINED: it has none. */
const NONE = Role.NOTHING;

interface NativeFrame {
  readonly phases: Readonly<Record<number, Role>>;
  /** Phase in which the host has the call. */
  readonly waits: number;
}

const call: NativeFrame = {
  phases: {
    [CallPhase.BEGIN]: NONE,
    [CallPhase.ENCODE]: Role.ENCODING,
    [CallPhase.WAIT]: NONE,
    [CallPhase.DECODE]: Role.DECODING,
    [CallPhase.DECODE_THROW]: Role.DECODING,
  } satisfies Record<CallPhase, Role>,
  waits: CallPhase.WAIT,
};
const report: NativeFrame = {
  phases: {
    [ReportPhase.BEGIN]: NONE,
    [ReportPhase.ENCODE]: Role.ENCODING,
    [ReportPhase.BARE]: Role.ENCODING,
    [ReportPhase.REASON]: Role.ENCODING,
    [ReportPhase.REPORTED]: NONE,
  } satisfies Record<ReportPhase, Role>,
  waits: -1,
};

/** By native id. */
const frames: ReadonlyMap<number, NativeFrame> = new Map([
  [HostNative.HOST_CALL, call],
  [HostNative.DECODE_MESSAGE, { phases: [NONE, Role.DECODING], waits: -1 }],
  [HostNative.TASK_DONE, report],
  [HostNative.TASK_FAILED, report],
  [HostNative.CONSOLE_CALL, call],
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
  if (native === undefined || frame + template.frameBytes !== state + NATIVE_STATE_BYTES) {
    bad(`native ${template.native} has no frame`);
  }
  const first = frame + FRAME_THIS + 8;
  for (let slot = frame + FRAME_THIS; slot < state; slot += 8) {
    if (
      template.native === HostNative.DECODE_MESSAGE &&
      slot === first &&
      !heap.isUndefined(slot)
    ) {
      heap.internal(slot, Role.MESSAGE);
    } else heap.anyValue(slot);
  }
  // The body of a capability has its arguments in an array.
  if (template.native === HostNative.HOST_CALL && heap.u32(state - 8 + 4) !== TAG_ARRAY) {
    bad('a capability was called without arguments');
  }
  for (const slot of [state, state + NATIVE_PHASE, state + NATIVE_CALL_ID]) {
    if (heap.u32(slot + 4) >= TAG_SPECIAL && !heap.isUndefined(slot)) bad('a native counts oddly');
    heap.value(slot);
  }
  const walk = native.phases[phaseAt(heap, state)];
  if (walk === undefined) bad('a native is in no phase that it has');
  if (walk !== NONE) heap.owned(state + NATIVE_WALK, walk);
  else if (heap.u32(state + NATIVE_WALK + 4) === TAG_INTERNAL)
    bad('a native has a walk that it has ended');
  else heap.anyValue(state + NATIVE_WALK);
}

const numbers = new DataView(new ArrayBuffer(8));

/** The phase, a number in the second state slot; -1 when it is no phase. */
function phaseAt(heap: Heap, state: number): number {
  numbers.setUint32(0, heap.u32(state + NATIVE_PHASE), true);
  numbers.setUint32(4, heap.u32(state + NATIVE_PHASE + 4), true);
  const phase = numbers.getFloat64(0, true);
  return Number.isInteger(phase) ? phase : -1;
}
