/**
 * Verifies an image before it runs: whatever the bytes are, afterwards the core can run them without reading or writing where it must
 * not, and every loop of it ends. What the image *means* is not checked: a program may have been put into any state.
 */
import {
  H_ANSWER,
  H_FP,
  H_HEAP_TOP,
  H_PC,
  H_STACK_LIMIT,
  H_WORK,
  R_ANSWER,
  R_EXCEPTION,
  R_INTERN,
  R_OOM_ERROR,
  R_RESULT,
  R_SCRATCH0,
  R_SCRATCH1,
  R_SCRATCH2,
  R_SCRATCH3,
  R_SHAPES,
  R_SPARE_STACK,
  R_STACK,
} from '../../../assembly/memory-map';
import { Answer } from '../../../assembly/messages';
import { SPECIAL_UNDEFINED, TAG_INTERNAL, TAG_OBJECT, TAG_SPECIAL } from '../../../assembly/value';
import { Work } from '../../../assembly/work-kinds';
import type { CodeImage } from '../../bytecode/code-image';
import { constantsOf } from './constants';
import { Frames } from './frames';
import { checkHeader } from './header';
import { BadImage, bad, Heap, visitPlainObjects } from './heap';
import { ImageHeader } from './image-header';
import { Messages } from './messages';
import { visitObjects } from './objects';
import { Queues } from './queues';
import { Shapes } from './shapes';
import { checkInternTable, visitStrings } from './strings';
import { visitTables } from './tables';
import { WorkCheck } from './work';

export { BadImage };

/** The parts of an image, as src/vm/parking.ts keeps them. */
export interface ImageParts {
  /** From HEADER up to SCRATCH. */
  readonly header: Uint8Array;
  readonly globals: Uint32Array;
  /** From the heap's base up to its top. */
  readonly heap: Uint32Array;
}

/**
 * Checks every byte of an image that can matter.
 * @throws BadImage with the reason
 */
export function verifyImage(parts: ImageParts, image: CodeImage): void {
  const header = new ImageHeader(parts.header);
  checkHeader(header, image);
  const { length } = parts.heap;
  if (header.u32(H_HEAP_TOP) !== image.heapBase + 4 * length || length % 2 !== 0) {
    bad('the heap has another size than it says');
  }
  if (4 * parts.globals.length !== image.globalsEnd - image.globalsBase) bad('no variables');
  const heap = new Heap(parts.heap, image.heapBase, constantsOf(image));
  const shapes = new Shapes(heap, header, internalRoot(header, R_SHAPES));
  const messages = new Messages(heap, header, shapes);
  const frames = new Frames(heap, image);
  visitPlainObjects(heap);
  visitStrings(heap);
  visitTables(heap);
  visitObjects(heap, shapes);
  shapes.check();
  checkGlobals(heap, parts.globals);
  checkRoots(heap, header, { frames, messages });
  new WorkCheck(heap, header, shapes).check();
  new Queues(heap, header, image, { shapes, messages, frames }).check();
  heap.run();
}

function internalRoot(header: ImageHeader, root: number): number {
  if (header.u32(root + 4) !== TAG_INTERNAL) bad(`the root ${root} holds nothing`);
  return header.u32(root);
}

const isUndefinedRoot = (header: ImageHeader, root: number): boolean =>
  header.u32(root + 4) === TAG_SPECIAL && header.u32(root) === SPECIAL_UNDEFINED;

function checkGlobals(heap: Heap, globals: Uint32Array): void {
  for (let index = 0; index < globals.length; index += 2) {
    heap.slotValue(globals[index]!, globals[index + 1]!);
  }
}

function checkRoots(
  heap: Heap,
  header: ImageHeader,
  { frames, messages }: { frames: Frames; messages: Messages },
): void {
  if (!isUndefinedRoot(header, R_INTERN)) checkInternTable(heap, internalRoot(header, R_INTERN));
  if (header.u32(R_OOM_ERROR + 4) !== TAG_OBJECT) bad('there is no error for want of memory');
  for (const root of [R_OOM_ERROR, R_EXCEPTION]) {
    heap.slotValue(header.u32(root), header.u32(root + 4));
  }
  for (const root of [R_RESULT, R_SCRATCH0, R_SCRATCH1, R_SCRATCH2, R_SCRATCH3]) {
    if (!isUndefinedRoot(header, root)) bad(`the root ${root} holds something`);
  }
  checkAnswer(heap, header, messages);
  checkStacks(heap, header, frames);
}

/** Arguments of a host call that waits, or its answer; a value between two calls. */
function checkAnswer(heap: Heap, header: ImageHeader, messages: Messages): void {
  const kind = header.u32(H_ANSWER);
  if (header.u32(R_ANSWER + 4) === TAG_INTERNAL) {
    if (kind === Answer.VALUE) bad('an answer is no value');
    messages.claimAt(header.u32(R_ANSWER));
    return;
  }
  if (kind === Answer.MESSAGE || kind === Answer.THROW) bad('an answer is no message');
  heap.slotValue(header.u32(R_ANSWER), header.u32(R_ANSWER + 4));
}

function checkStacks(heap: Heap, header: ImageHeader, frames: Frames): void {
  const fp = header.u32(H_FP);
  if (!isUndefinedRoot(header, R_SPARE_STACK)) {
    frames.checkSpareStack(internalRoot(header, R_SPARE_STACK));
  }
  if (isUndefinedRoot(header, R_STACK)) {
    if (fp !== 0) bad('a job runs on no stack');
    return;
  }
  const stack = internalRoot(header, R_STACK);
  if (fp === 0) frames.checkSpareStack(stack);
  else frames.checkStack(stack, fp, header.u32(H_PC), header.u32(H_WORK) === Work.UNWIND);
  if (header.u32(H_STACK_LIMIT) !== stack + heap.size(stack)) bad('the stack has no limit');
}
