/**
 * Answers: what long work found out, kept for the next attempt of the instruction that asked.
 *
 * The operands stay in R_WORK0 and R_WORK1, and R_WORK2 holds a record: slot 0 = the work, slot 1 = the answer, then parameters and
 * cursors by kind. An attempt that finds the record of its own question takes the answer and clears it with `endWork`; a record left
 * by an instruction that never ran again answers the same question or none.
 */
import { ANSWER_KIND, ANSWER_RESULT, ANSWER_STATE } from '../layouts';
import { H_WORK, R_WORK0, R_WORK1, R_WORK2 } from '../memory-map';
import { HOLE, UNDEFINED, boxInternal, pointer } from '../value';
import { Work, beginWork } from '../work-kinds';
import { allocateSlotArray, getSlot, reserve, setSlot, slotArrayBytes } from './allocate';

/** Begins work that ends in an answer, with so many slots of state of its own; its record, or 0 when memory is short (RETRY too). */
export function beginQuestion(kind: i32, operand0: u64, operand1: u64, stateSlots: u32): u32 {
  const slots = ANSWER_STATE + stateSlots;
  if (!reserve(slotArrayBytes(slots))) return 0;
  const record = allocateSlotArray(slots, UNDEFINED);
  setSlot(record, ANSWER_KIND, <u64>kind);
  setSlot(record, ANSWER_RESULT, HOLE);
  beginWork(kind, operand0, operand1, boxInternal(record));
  return record;
}

/** The record of the work in hand. */
// @ts-ignore: decorator
@inline
export function answerRecord(): u32 {
  return pointer(load<u64>(R_WORK2));
}

/** Ends the work with an answer. */
export function giveAnswer(answer: u64): bool {
  setSlot(answerRecord(), ANSWER_RESULT, answer);
  store<u32>(H_WORK, Work.NONE);
  return true;
}

/** The record that answers this question, or 0. The caller compares the parameters in its state and takes it with `endWork`. */
export function findAnswer(kind: i32, operand0: u64, operand1: u64): u32 {
  const boxed = load<u64>(R_WORK2);
  if (load<u32>(H_WORK) != Work.NONE || boxed == UNDEFINED || boxed == 0) return 0;
  const record = pointer(boxed);
  if (getSlot(record, ANSWER_KIND) != <u64>kind) return 0;
  if (load<u64>(R_WORK0) != operand0 || load<u64>(R_WORK1) != operand1) return 0;
  return getSlot(record, ANSWER_RESULT) == HOLE ? 0 : record;
}
