/**
 * Numbers read from strings longer than a chunk: the text is condensed, chunk by chunk, to one that parse.ts reads at once
 * (numbers/long-text.ts). Work.READ_NUMBER: R_WORK0 = flat string, R_WORK1 = mode and radix, R_WORK2 = record whose state slot holds the
 * condensing state, an internal RAW object.
 */
import {
  ANSWER_RESULT,
  ANSWER_STATE,
  HEADER_SIZE,
  KIND_RAW,
  READ_NUMBER_STATE_SLOTS,
  READ_NUMBER_TEXT,
} from '../layouts';
import { LONG_NUMBER_BYTES, LONG_NUMBER_TEXT } from '../numbers/long-text-state';
import { H_WORK_CURSOR, R_WORK0 } from '../memory-map';
import { beginLongNumber, endLongNumber, feedLongNumber } from '../numbers/long-text';
import { charge } from '../protocol';
import { boxInternal, boxString, pointer } from '../value';
import { WORK_CHUNK, Work } from '../work-kinds';
import { allocate, getSlot, reserve, setSlot, slotArrayBytes } from './allocate';
import { answerRecord, beginQuestion, findAnswer, giveAnswer } from './answers';
import { characters, is16Bit, stringLength } from './flat-strings';

const STATE_BYTES: u32 = HEADER_SIZE + LONG_NUMBER_BYTES;

/**
 * The condensed text of a long flat string, for `mode` LONG_NUMBER, LONG_FLOAT or LONG_INTEGER: an internal RAW object, or 0 = RETRY.
 * `longTextLength` and `longText` tell where the text is; after reading it the caller ends the work with `endWork`.
 */
export function longNumber(flat: u32, mode: i32, radix: i32): u32 {
  const parameters = <u64>mode | ((<u64>(<u32>radix & 0xffff)) << 8);
  const answer = findAnswer(Work.READ_NUMBER, boxString(flat), parameters);
  if (answer) return answer;
  if (!reserve(slotArrayBytes(ANSWER_STATE + READ_NUMBER_STATE_SLOTS) + STATE_BYTES)) return 0;
  const record = beginQuestion(
    Work.READ_NUMBER,
    boxString(flat),
    parameters,
    READ_NUMBER_STATE_SLOTS,
  );
  if (record) {
    const state = allocate(STATE_BYTES, KIND_RAW, 0);
    memory.fill(state + HEADER_SIZE, 0, LONG_NUMBER_BYTES);
    beginLongNumber(state + HEADER_SIZE, mode, radix);
    setSlot(record, READ_NUMBER_TEXT, boxInternal(state));
  }
  return 0;
}

/** Address of the condensed text, latin1. */
export function longText(answer: u32): u32 {
  return pointer(getSlot(answer, READ_NUMBER_TEXT)) + HEADER_SIZE + <u32>LONG_NUMBER_TEXT;
}

export function longTextLength(answer: u32): u32 {
  return <u32>getSlot(answer, ANSWER_RESULT);
}

/** One chunk of condensing. H_WORK_CURSOR = index. */
export function runReadNumber(): bool {
  const flat = pointer(load<u64>(R_WORK0));
  const state = pointer(getSlot(answerRecord(), READ_NUMBER_TEXT)) + HEADER_SIZE;
  const length = stringLength(flat);
  const start = load<u32>(H_WORK_CURSOR);
  const end = min(length, start + (WORK_CHUNK >>> 2));
  charge((end - start) >>> 3);
  if (feedLongNumber(state, characters(flat), start, end, is16Bit(flat)) && end < length) {
    store<u32>(H_WORK_CURSOR, end);
    return false;
  }
  return giveAnswer(<u64>endLongNumber(state));
}
