/** How much of a stack is in use. */
import { FUNCTION_TEMPLATE, HEADER_SIZE, JOB_FRAME_BYTES } from '../layouts';
import {
  FRAME_FUNCTION,
  FRAME_LINK,
  LINK_DISTANCE_MASK,
  TEMPLATE_FRAME_BYTES,
} from '../memory-map';
import { isFunction, pointer } from '../value';
import { sizeOf } from './allocate';

/** Frames are shorter: TEMPLATE_FRAME_BYTES is an u16. */
const MAX_FRAME_BYTES: u32 = 1 << 16;

/**
 * Bytes up to the furthest end of the frames from `frame` down; 0 = no frame. A call window lies inside of the caller's frame, which may end
 * above the callee's: what it holds there nothing will read, but it counts as live once the callee has returned, so it must be kept
 * whenever it is looked at. Otherwise how much is live would depend on when.
 */
export function usedStack(stack: u32, frame: u32): u32 {
  if (frame == 0) return HEADER_SIZE;
  let end = frame;
  // A frame that begins so far below the last one ends below it, however large it is.
  const lowest = max(stack, frame - min(frame, MAX_FRAME_BYTES));
  while (frame > lowest) {
    const callee = load<u64>(frame, FRAME_FUNCTION);
    if (!isFunction(callee)) {
      end = max(end, frame + JOB_FRAME_BYTES);
      break;
    }
    const template = load<u32>(pointer(callee), FUNCTION_TEMPLATE);
    end = max(end, frame + <u32>load<u16>(template, TEMPLATE_FRAME_BYTES));
    const distance = (<u32>(load<u64>(frame, FRAME_LINK) >>> 48) & LINK_DISTANCE_MASK) << 3;
    if (distance == 0) break;
    frame -= distance;
  }
  return min(end - stack, sizeOf(stack));
}
