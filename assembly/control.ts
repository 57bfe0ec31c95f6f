/**
 * What the loop does between instructions and between jobs: charges, memory and long work that come first, exceptions and cancels on their
 * way, turns of the jobs. The codes are those of protocol.ts.
 */
import { throwOutOfMemory } from './errors';
import { beginUnwinding, unwind } from './frames';
import { isAboutFinished, settleDue } from './heap/checkpoint';
import {
  SERVICE_FATAL_TASK,
  SERVICE_FATAL_VM,
  SERVICE_FAULT,
  SERVICE_MORE,
  SERVICE_READY,
  collectionBegun,
  serviceMemory,
} from './heap/collect';
import { inboxCount, readMessage } from './inbox';
import { outboxCount } from './outbox';
import { fireTimer } from './timers';
import { forgetAnswer, reportUnbegun } from './host-calls';
import { allowanceEnded, endTask, resumeTorn, taskRecord, tornCount } from './tasks';
import { dropJob, isOfEvaluation, jobCount, loseTask, startJob } from './jobs';
import {
  H_CANCEL,
  H_CHARGE,
  H_CHARGE_KEPT,
  H_DETAIL,
  H_DUE,
  H_EVALUATING,
  H_FP,
  H_GC_PHASE,
  H_PC,
  H_REQUEST,
  H_SLICE_USED,
  H_STATUS,
  H_TASK_ID,
  H_TORN_TURN,
  H_WORK,
  R_EXCEPTION,
  Status,
} from './memory-map';
import { CONTINUE, DONE, EXIT, RELOAD, RETRY, charge } from './protocol';
import { HOLE } from './value';
import { runWork } from './work';
import { Work, endWork } from './work-kinds';

/** Chunks of long work done before `run` is left. */
const WORK_CHUNKS_PER_ENTRY: i32 = 8;

/** What the slow paths charged since last asked, in steps. */
// @ts-ignore: decorator
@inline
export function takeCharge(): i32 {
  const charged = load<u32>(H_CHARGE);
  store<u32>(H_CHARGE, 0);
  store<u32>(H_CHARGE_KEPT, 0);
  return <i32>charged;
}

/** The same after memory was provided for; while a collection is open, charges wait for its end. */
export function takeSettled(): i32 {
  return collectionBegun() ? 0 : takeCharge();
}

/** An attempt at an instruction is given up: it has cost what it did for good. */
// @ts-ignore: decorator
@inline
export function forgetAttempt(): void {
  store<u32>(H_CHARGE, load<u32>(H_CHARGE_KEPT));
  store<u32>(H_CHARGE_KEPT, 0);
}

function exit(status: u32): i32 {
  store<u32>(H_STATUS, status);
  return EXIT;
}

/**
 * Does what a RETRY asked for. RELOAD: run the instruction (or, after a refusal, the handler) at H_PC. EXIT: leave `run`.
 * A chunk of work is done while there is fuel, and charged whole (RULES 3).
 */
export function prepare(fuel: i32): i32 {
  let chunks = 0;
  while (true) {
    if (load<u32>(H_REQUEST) != 0 || load<u32>(H_GC_PHASE) != 0) {
      const code = provideMemory();
      if (code != DONE) return code;
      continue;
    }
    const work = load<u32>(H_WORK);
    if (work == Work.NONE) return RELOAD;
    if (chunks++ == WORK_CHUNKS_PER_ENTRY || <i32>load<u32>(H_CHARGE) >= fuel)
      return exit(Status.FUEL);
    if (work != Work.UNWIND) runWork();
    else {
      const code = unwindPart();
      if (code == DONE || code == RELOAD) return RELOAD;
      if (code == EXIT) return EXIT;
    }
  }
}

/** Meets the request at hand. DONE: look again; RELOAD: a job was refused; EXIT. */
function provideMemory(): i32 {
  const finished = isAboutFinished();
  const service = serviceMemory();
  if (service == SERVICE_READY) return DONE;
  if (service == SERVICE_MORE) return exit(Status.GC_WORK);
  if (service == SERVICE_FATAL_VM) return exit(Status.OUT_OF_MEMORY);
  if (service == SERVICE_FAULT) return exit(Status.FAULT);
  store<u32>(H_REQUEST, 0);
  if (service == SERVICE_FATAL_TASK) {
    forgetAnswer();
    store<u32>(H_DETAIL, load<u32>(H_TASK_ID));
    endTask(load<u32>(H_TASK_ID));
    store<u32>(H_FP, 0);
    return exit(Status.TASK_OUT_OF_MEMORY);
  }
  if (load<u32>(H_FP) == 0) return refuseJob();
  forgetAnswer();
  // Thrown where the request was made, which lies just before the next instruction when its own is over.
  if (finished) store<u32>(H_PC, load<u32>(H_PC) - 4);
  // What unwinds a cancel stays a cancel.
  if (load<u32>(H_WORK) != Work.UNWIND || load<u64>(R_EXCEPTION) != HOLE) throwOutOfMemory();
  beginUnwinding();
  return DONE;
}

/** Small requests have made something due: settles it, the instruction that made them being over. As `prepare`. */
export function settle(fuel: i32): i32 {
  settleDue(true);
  return prepare(fuel);
}

/** The exception in R_EXCEPTION goes to its handler. As `prepare`; DONE: the job is over. */
export function raise(fuel: i32): i32 {
  forgetAnswer();
  if (load<u32>(H_DUE) == 0) {
    const code = unwind();
    if (code != CONTINUE && code != RETRY) return code;
  } else settleDue(false);
  beginUnwinding();
  return prepare(fuel);
}

/** Goes on with an unwinding. CONTINUE, RETRY: not at its end yet. */
function unwindPart(): i32 {
  const code = unwind();
  if (code != CONTINUE && code != RETRY) endWork();
  return code;
}

/** Unwinds the running job because its Task is to end. RELOAD: a `finally` runs, or the job is over (H_FP = 0); EXIT. */
export function cancelRunning(fuel: i32): i32 {
  store<u32>(H_CANCEL, 0);
  if (load<u32>(H_EVALUATING) != 0 || isOfEvaluation(load<u32>(H_TASK_ID)))
    return endWhileEvaluating(fuel);
  // Every change shows in the count, also where there is nothing left to unwind.
  charge(1);
  store<u64>(R_EXCEPTION, HOLE);
  const code = raise(fuel);
  return code == DONE ? RELOAD : code;
}

/** The Task of the running job is over, but not the evaluation of modules that it has begun, which goes on for others. RELOAD, EXIT. */
function endWhileEvaluating(fuel: i32): i32 {
  const id = load<u32>(H_TASK_ID);
  while (taskRecord(id) != 0 && reportUnbegun(id) == RETRY) {
    if (prepare(fuel) != EXIT) continue;
    if (load<u32>(H_FP) != 0) store<u32>(H_CANCEL, 1);
    return EXIT;
  }
  return RELOAD;
}

/**
 * The running job has used what it was allowed: goes on, is switched away (H_FP = 0), or is to end (H_CANCEL). When that needed memory or
 * work, nothing is decided yet and the question comes again. EXIT: leave `run`.
 */
export function decideAllowance(fuel: i32): i32 {
  return allowanceEnded() == RETRY ? prepare(fuel) : DONE;
}

/** No memory to start the next job: its Task is over for it; the Vm, when the job belongs to no Task. */
function refuseJob(): i32 {
  const id = dropJob();
  if (taskRecord(id) == 0) return RELOAD;
  store<u32>(H_TASK_ID, id);
  return loseTask();
}

/** A job begins, or goes on after it was torn. DONE; EXIT. */
function beginSlice(fuel: i32): i32 {
  // What it has cost so far is the Task's to pay, but its slice begins with its first instruction.
  store<f64>(H_SLICE_USED, -(<f64>load<u32>(H_CHARGE)));
  if (load<u32>(H_DUE) == 0) return DONE;
  // What was asked for between two jobs is settled as the job begins.
  settleDue(false);
  return prepare(fuel) == EXIT ? EXIT : DONE;
}

/** Jobs that are set aside, for nothing, before `run` is left. */
const MOST_SET_ASIDE: i32 = 10000;

/** Between jobs: starts the next one or reads the inbox. DONE: a job runs, or look again; EXIT. */
export function nextJob(fuel: i32): i32 {
  // The host takes out what a job has reported before the next one begins: no later, whatever its slices are.
  if (outboxCount() != 0) return exit(Status.FUEL);
  store<u32>(H_EVALUATING, 0);
  for (let setAside = 0; jobCount() != 0; setAside++) {
    if (setAside == MOST_SET_ASIDE) return exit(Status.FUEL);
    const code = startJob();
    if (code == CONTINUE) continue;
    if (code == RETRY) {
      forgetAttempt();
      return prepare(fuel) == EXIT ? EXIT : DONE;
    }
    if (code != RELOAD) return code;
    charge(1);
    return beginSlice(fuel);
  }
  if (tornCount() != 0 && (inboxCount() == 0 || load<u32>(H_TORN_TURN) == 1)) {
    store<u32>(H_TORN_TURN, 0);
    // Free, as tearing is.
    resumeTorn();
    return beginSlice(fuel);
  }
  let code = readMessage();
  if (code == DONE)
    store<u32>(H_TORN_TURN, 1); // a torn job's turn comes before the next message
  else if (code == EXIT) code = fireTimer();
  if (code == DONE) {
    charge(1);
    return DONE;
  }
  // Nothing has happened: whoever looks in vain pays nothing, however often the host calls.
  forgetAttempt();
  if (code == EXIT) return exit(Status.IDLE);
  return prepare(fuel) == EXIT ? EXIT : DONE;
}
