/** Equality and order of any two strings: flattens, and compares long ones in chunks. */
import { ANSWER_RESULT } from '../layouts';
import { H_WORK_CURSOR, R_WORK0, R_WORK1 } from '../memory-map';
import { RETRY, chargeBytes } from '../protocol';
import { boxString, pointer } from '../value';
import { WORK_CHUNK, Work, endWork } from '../work-kinds';
import { getSlot } from './allocate';
import { beginQuestion, findAnswer, giveAnswer } from './answers';
import { flatString, startFlatten } from './ropes';
import {
  characterAt,
  characterBytes,
  compareStrings,
  differInHash,
  firstDifference,
  is16Bit,
  isFlat,
  isIdentical,
  stringEquals,
  stringLength,
} from './flat-strings';

export const NOT_EQUAL: i32 = 0;
export const EQUAL: i32 = 1;

/** NOT_EQUAL, EQUAL or RETRY. */
export function equalStrings(a: u32, b: u32): i32 {
  const length = stringLength(a);
  if (length != stringLength(b) || is16Bit(a) != is16Bit(b)) return NOT_EQUAL;
  if (a == b && !isFlat(a)) return EQUAL;
  const flatA = flatString(a);
  if (flatA == 0) return startFlatten(a);
  const flatB = flatString(b);
  if (flatB == 0) return startFlatten(b);
  if (characterBytes(flatA) <= WORK_CHUNK) return <i32>stringEquals(flatA, flatB);
  if (isIdentical(flatA, flatB)) return EQUAL;
  if (differInHash(flatA, flatB)) return NOT_EQUAL;
  const index = firstLongDifference(flatA, flatB);
  if (index < 0) return RETRY;
  return <i32>(index == length);
}

/** How `orderStrings` says RETRY: no order is this small. */
export const ORDER_RETRY: i32 = i32.MIN_VALUE;

/** Order by UTF-16 code units: negative, 0, positive, or ORDER_RETRY. */
export function orderStrings(a: u32, b: u32): i32 {
  if (a == b && !isFlat(a)) return 0;
  const flatA = flatString(a);
  if (flatA == 0) {
    startFlatten(a);
    return ORDER_RETRY;
  }
  const flatB = flatString(b);
  if (flatB == 0) {
    startFlatten(b);
    return ORDER_RETRY;
  }
  const lengthA = stringLength(flatA);
  const lengthB = stringLength(flatB);
  const common = min(lengthA, lengthB);
  if (common <= WORK_CHUNK >>> 1) return compareStrings(flatA, flatB);
  const index = firstLongDifference(flatA, flatB);
  if (index < 0) return ORDER_RETRY;
  if (<u32>index < common) {
    return <i32>characterAt(flatA, index) - <i32>characterAt(flatB, index);
  }
  return <i32>lengthA - <i32>lengthB;
}

/** The first index where two long flat strings differ, their common length if none; -1: RETRY. */
function firstLongDifference(flatA: u32, flatB: u32): i32 {
  const answer = findAnswer(Work.COMPARE, boxString(flatA), boxString(flatB));
  if (answer == 0) {
    beginQuestion(Work.COMPARE, boxString(flatA), boxString(flatB), 0);
    return -1;
  }
  const index = <i32>getSlot(answer, ANSWER_RESULT);
  endWork();
  return index;
}

/** One chunk of a comparison. H_WORK_CURSOR = index. */
export function runCompare(): bool {
  const flatA = pointer(load<u64>(R_WORK0));
  const flatB = pointer(load<u64>(R_WORK1));
  const common = min(stringLength(flatA), stringLength(flatB));
  const start = load<u32>(H_WORK_CURSOR);
  const end = min(common, start + (WORK_CHUNK >>> 1));
  const index = firstDifference(flatA, flatB, start, end);
  chargeBytes((index - start) << (<u32>(is16Bit(flatA) | is16Bit(flatB))));
  if (index < end || index == common) return giveAnswer(<u64>index);
  store<u32>(H_WORK_CURSOR, index);
  return false;
}
