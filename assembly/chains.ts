/**
 * Prototype chains longer than one instruction may walk (RULES 2): Work.CHAIN looks for where a look-up ends, a chunk of links at a time.
 *
 *   R_WORK0 = the object whose chain it is      R_WORK1 = a key, or the object that is looked for
 *   R_WORK2 = record whose answer is the object that has the key (or is the one looked for), or NULL: the chain has none
 */
import { isLazyFunction } from './functions';
import { getSlot, setSlot } from './heap/allocate';
import { answerRecord, beginQuestion, findAnswer, giveAnswer } from './heap/answers';
import { elementAt } from './heap/arrays';
import { boxObject, classOf, findOwn, shapeOf } from './heap/objects';
import { shapeAt, shapePrototype } from './heap/shapes';
import {
  ANSWER_RESULT,
  CHAIN_CURRENT,
  CHAIN_DEPTH,
  CHAIN_STATE_SLOTS,
  MOST_LINKS,
} from './layouts';
import { H_FOUND_DEPTH, R_WORK1 } from './memory-map';
import { ClassId, KnownKey } from './names';
import { charge, knownString } from './protocol';
import { HOLE, NULL, isNumber, isObject, numberValue, pointer } from './value';
import { Work, endWork } from './work-kinds';

/** What `chainEnd` gives when the question has only been asked: the caller returns RETRY. */
export const CHAIN_RETRY: u64 = 0;

/**
 * Where the search in a long chain ends: an object, NULL, or CHAIN_RETRY. `current` is the object at depth MOST_LINKS, where it goes on.
 * The depth of what was found is left in H_FOUND_DEPTH.
 */
export function chainEnd(object: u32, current: u32, wanted: u64): u64 {
  const answer = findAnswer(Work.CHAIN, boxObject(object), wanted);
  if (answer == 0) {
    const record = beginQuestion(Work.CHAIN, boxObject(object), wanted, CHAIN_STATE_SLOTS);
    if (record) {
      setSlot(record, CHAIN_CURRENT, boxObject(current));
      setSlot(record, CHAIN_DEPTH, MOST_LINKS);
    }
    return CHAIN_RETRY;
  }
  store<u32>(H_FOUND_DEPTH, <u32>getSlot(answer, CHAIN_DEPTH));
  const end = getSlot(answer, ANSWER_RESULT);
  endWork();
  return end;
}

/** One chunk: so many links. */
export function runChain(): bool {
  const record = answerRecord();
  const wanted = load<u64>(R_WORK1);
  let current = getSlot(record, CHAIN_CURRENT);
  let depth = getSlot(record, CHAIN_DEPTH);
  for (let links: u32 = 0; links < MOST_LINKS; links++, depth++) {
    const object = pointer(current);
    const isEnd = isObject(wanted) ? current == wanted : hasOwn(object, wanted);
    const prototype = shapePrototype(shapeAt(shapeOf(object)));
    if (isEnd || !isObject(prototype)) {
      charge(links);
      setSlot(record, CHAIN_DEPTH, depth);
      return giveAnswer(isEnd ? current : NULL);
    }
    current = prototype;
  }
  charge(MOST_LINKS);
  setSlot(record, CHAIN_CURRENT, current);
  setSlot(record, CHAIN_DEPTH, depth);
  return false;
}

/** Has an object this property itself? Makes nothing that is made on first use. */
function hasOwn(object: u32, key: u64): bool {
  const classId = classOf(object);
  if (classId == ClassId.ARRAY) {
    if (isNumber(key)) return elementAt(object, <u32>numberValue(key)) != HOLE;
    if (key == knownString(KnownKey.LENGTH)) return true;
  } else if (
    classId == ClassId.FUNCTION &&
    isLazyFunction(object) &&
    (key == knownString(KnownKey.LENGTH) ||
      key == knownString(KnownKey.NAME) ||
      key == knownString(KnownKey.PROTOTYPE))
  )
    return true;
  return findOwn(object, key) != 0;
}
