/**
 * The collector's front: a mark-compact collection as a sequence of phases, done a chunk at a time between two instructions (RULES 8).
 *
 *   WANTED or DEMANDED → CLEAR → MARK → WEAK → OFFSETS → ROOTS → SLIDE → idle
 *
 * What a phase needs to go on is in H_GC_CURSOR, H_GC_CURSOR2 and the state above the heap. After WANTED no guest code runs and
 * nothing is allocated until the collection has ended. Why and when to collect is decided in checkpoint.ts.
 */
import {
  PHASE_BROKEN,
  PHASE_CLEAR,
  PHASE_DEMANDED,
  PHASE_IDLE,
  PHASE_MARK,
  PHASE_OFFSETS,
  PHASE_ROOTS,
  PHASE_SLIDE,
  PHASE_WANTED,
  PHASE_WEAK,
  REQUEST_COLLECTED,
  REQUEST_DECISIVE,
} from '../layouts';
import {
  H_ALLOCATED,
  H_BYTES_FREED,
  H_CACHE_EPOCH,
  H_COLLECTIONS,
  H_FP,
  H_GC_CURSOR,
  H_GC_CURSOR2,
  H_GC_FLAGS,
  H_GC_PHASE,
  H_HEAP_BASE,
  H_HEAP_MODE,
  H_HEAP_TOP,
  H_LIVE,
  H_REQUEST,
  H_STATUS,
  H_UNCOUNTED,
  R_RESULT,
  R_SCRATCH0,
  R_SCRATCH1,
  R_SCRATCH2,
  R_SCRATCH3,
  R_STACK,
  Status,
} from '../memory-map';
import { UNDEFINED, isPointer, pointer } from '../value';
import {
  SERVICE_FAULT,
  SERVICE_MORE,
  SERVICE_READY,
  ensureTables,
  heapBytesUsed,
  judge,
  updateLimit,
} from './checkpoint';
import {
  CHUNK_BUDGET,
  STATE_LIVE,
  STATE_OFFSETS,
  STATE_BASE,
  STATE_BYTES,
  STATE_UNCOUNTED,
  firstBlock,
  layTables,
  state,
  tablesStart,
} from './collector-tables';
import {
  computeOffsets,
  forwardRoots,
  slide,
  startOffsets,
  startRoots,
  startSlide,
} from './compact';
import { BROKEN, mark, startMarking } from './mark';
import { usedStack } from './stack-extent';
import { startWeak, visitWeak } from './weak';

export {
  SERVICE_FATAL_TASK,
  SERVICE_FATAL_VM,
  SERVICE_FAULT,
  SERVICE_MORE,
  SERVICE_READY,
  SERVICE_REFUSED,
  allocatedBytes,
  heapBytesUsed,
  noteUncounted,
  reserveSlow,
  reserveUncounted,
  setMaxHeapBytes,
  updateLimit,
} from './checkpoint';

/** What clearing so many bytes (as a shift) of the tables costs, as one byte. */
const CLEAR_SHIFT: u32 = 1;

/** Is a collection wanted or under way? Then `serviceMemory` comes before any instruction. */
export function collectionOpen(): bool {
  return load<u32>(H_GC_PHASE) != PHASE_IDLE;
}

/** Is one under way? Then nothing in the heap may be touched. */
export function collectionBegun(): bool {
  return load<u32>(H_GC_PHASE) > PHASE_DEMANDED;
}

/**
 * Meets the request noted in H_REQUEST and does what is left of a collection, a chunk at a time; called between two instructions.
 * SERVICE_MORE: `run` ends with GC_WORK and calls again at its next entry.
 */
export function serviceMemory(): i32 {
  while (true) {
    const phase = load<u32>(H_GC_PHASE);
    const request = load<u32>(H_REQUEST);
    // A wish for a collection waits for the verdict on a request, which may demand one of its own.
    if (phase > PHASE_WANTED || (phase == PHASE_WANTED && request == 0)) {
      const progress = collectChunk();
      if (progress != SERVICE_READY) return progress;
    }
    if (request == 0) return SERVICE_READY;
    const verdict = judge();
    if (verdict == SERVICE_FAULT) return fault();
    if (verdict != SERVICE_MORE) return verdict;
    store<u32>(H_GC_PHASE, PHASE_DEMANDED);
  }
}

/**
 * For the host, while no instruction runs: a full collection, for exact figures or before parking. 1 = call again, 0 = finished, H_LIVE is
 * exact, or the region is broken and H_STATUS says FAULT. It decides nothing and moves no checkpoint. A bump heap is left as it is.
 */
export function collectAll(): i32 {
  if (load<u32>(H_HEAP_MODE) != 0) {
    store<f64>(H_LIVE, heapBytesUsed());
    return 0;
  }
  if (load<u32>(H_GC_PHASE) == PHASE_IDLE) store<u32>(H_GC_PHASE, PHASE_WANTED);
  return collectChunk() == SERVICE_MORE ? 1 : 0;
}

/** One chunk of the open collection: SERVICE_READY when it has ended, SERVICE_MORE, SERVICE_FAULT. */
function collectChunk(): i32 {
  let budget = CHUNK_BUDGET;
  while (budget > 0) {
    switch (load<u32>(H_GC_PHASE)) {
      case PHASE_WANTED:
      case PHASE_DEMANDED: {
        if (!begin()) return fault();
        break;
      }
      case PHASE_CLEAR: {
        budget = clear(budget);
        if (budget > 0) {
          startMarking();
          store<u32>(H_GC_PHASE, PHASE_MARK);
        }
        break;
      }
      case PHASE_MARK: {
        budget = mark(budget);
        if (budget == BROKEN) return fault();
        if (budget > 0) {
          startWeak();
          store<u32>(H_GC_PHASE, PHASE_WEAK);
        }
        break;
      }
      case PHASE_WEAK: {
        budget = visitWeak(budget, (load<u32>(H_GC_FLAGS) & REQUEST_DECISIVE) != 0);
        if (budget == BROKEN) return fault();
        if (budget > 0) {
          startOffsets();
          store<u32>(H_GC_PHASE, PHASE_OFFSETS);
        }
        break;
      }
      case PHASE_OFFSETS: {
        budget = computeOffsets(budget);
        if (budget > 0) {
          startRoots();
          store<u32>(H_GC_PHASE, PHASE_ROOTS);
        }
        break;
      }
      case PHASE_ROOTS: {
        budget = forwardRoots(budget);
        if (budget > 0) {
          startSlide();
          store<u32>(H_GC_PHASE, PHASE_SLIDE);
        }
        break;
      }
      case PHASE_SLIDE: {
        budget = slide(budget);
        if (budget == BROKEN) return fault();
        if (budget > 0) {
          end();
          return SERVICE_READY;
        }
        break;
      }
      default:
        return fault();
    }
  }
  return SERVICE_MORE;
}

function fault(): i32 {
  store<u32>(H_GC_PHASE, PHASE_BROKEN);
  store<u32>(H_STATUS, Status.FAULT);
  return SERVICE_FAULT;
}

/**
 * Between two instructions: what slow paths left behind is forgotten, so that it keeps nothing alive, and the stack in use says how much of it
 * is used. What a collection and an image of the region rely on.
 */
export function settleMachine(): void {
  store<u64>(R_RESULT, UNDEFINED);
  store<u64>(R_SCRATCH0, UNDEFINED);
  store<u64>(R_SCRATCH1, UNDEFINED);
  store<u64>(R_SCRATCH2, UNDEFINED);
  store<u64>(R_SCRATCH3, UNDEFINED);
  const stack = load<u64>(R_STACK);
  if (isPointer(stack)) store<u32>(pointer(stack), usedStack(pointer(stack), load<u32>(H_FP)), 4);
}

/** Lays out the tables; what the machine keeps outside of slots is written where the phases see it. */
function begin(): bool {
  const base = load<u32>(H_HEAP_BASE);
  const top = load<u32>(H_HEAP_TOP);
  if (!ensureTables()) return false;
  layTables(base, top);
  settleMachine();
  store<u32>(H_GC_CURSOR, tablesStart(top) + STATE_BYTES);
  store<u32>(H_GC_PHASE, PHASE_CLEAR);
  return true;
}

/** Clears bitmap and gray bits. H_GC_CURSOR = how far. */
function clear(budget: i32): i32 {
  const last = state(STATE_OFFSETS) + (firstBlock(state(STATE_BASE)) << 2);
  const start = load<u32>(H_GC_CURSOR);
  const bytes = min(last - start, (<u32>budget) << CLEAR_SHIFT);
  memory.fill(start, 0, bytes);
  store<u32>(H_GC_CURSOR, start + bytes);
  return start + bytes == last ? max(budget - <i32>(bytes >>> CLEAR_SHIFT), 1) : 0;
}

/** The heap is compact again. */
function end(): void {
  const freed = load<u32>(H_HEAP_TOP) - load<u32>(H_GC_CURSOR2);
  store<u32>(H_HEAP_TOP, load<u32>(H_GC_CURSOR2));
  store<f64>(H_ALLOCATED, load<f64>(H_ALLOCATED) + <f64>freed);
  store<f64>(H_LIVE, <f64>state(STATE_LIVE));
  store<f64>(H_UNCOUNTED, <f64>state(STATE_UNCOUNTED));
  store<f64>(H_COLLECTIONS, load<f64>(H_COLLECTIONS) + 1);
  store<f64>(H_BYTES_FREED, load<f64>(H_BYTES_FREED) + <f64>freed);
  store<u32>(H_CACHE_EPOCH, load<u32>(H_CACHE_EPOCH) + 1);
  store<u32>(H_GC_PHASE, PHASE_IDLE);
  if (load<u32>(H_REQUEST) != 0) store<u32>(H_GC_FLAGS, load<u32>(H_GC_FLAGS) | REQUEST_COLLECTED);
  updateLimit();
}
