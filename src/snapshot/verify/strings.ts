/** Strings: flat ones hold as many units as they say, and a rope's length is that of its parts, so that every tree of ropes has an end. */
import {
  INTERN_LIVE,
  INTERN_SLOTS,
  KIND_RAW,
  KIND_SLOTS,
  KIND_TABLE,
  MAX_STRING_LENGTH,
  ROPE_BYTES,
  ROPE_LEFT,
  ROPE_LENGTH,
  ROPE_RIGHT,
  STRING_16_BIT,
  STRING_CHARACTERS,
  STRING_FLATTENED,
  STRING_INTERNED,
  STRING_LENGTH,
  STRING_ROPE,
} from '../../../assembly/layouts';
import { TAG_STRING } from '../../../assembly/value';
import { bad, type Heap, Role, slotAt } from './heap';

/** What is known of a string by its address, wherever it lies. */
export interface StringFacts {
  readonly length: number;
  readonly isWide: boolean;
  readonly isFlat: boolean;
}

/** Reads the head of a string; what it says holds once the string has been visited. */
export function stringAt(heap: Heap, address: number): StringFacts {
  const inHeap = address >= heap.base;
  const word = (at: number) => (inHeap ? heap.u32(at) : heap.constants.u32(at));
  const flags = word(address + 4);
  return {
    length: word(address + STRING_LENGTH),
    isWide: (flags & STRING_16_BIT) !== 0,
    isFlat: (flags & STRING_ROPE) === 0,
  };
}

export function visitStrings(heap: Heap): void {
  heap.visit(Role.STRING, (address) => {
    if (heap.second(address) & STRING_ROPE) visitRope(heap, address);
    else visitFlat(heap, address);
  });
}

function visitFlat(heap: Heap, address: number): void {
  if (heap.kind(address) !== KIND_RAW || heap.size(address) < STRING_CHARACTERS) {
    bad(`${address} is no string`);
  }
  const { length, isWide } = stringAt(heap, address);
  const bytes = isWide ? length * 2 : length;
  if (heap.second(address) & ~(STRING_16_BIT | STRING_INTERNED) || length > MAX_STRING_LENGTH) {
    bad(`the string at ${address} is none`);
  }
  if (heap.size(address) !== STRING_CHARACTERS + Math.ceil(bytes / 8) * 8) {
    bad(`the string at ${address} has another length than it says`);
  }
}

function visitRope(heap: Heap, address: number): void {
  const flags = heap.second(address);
  if (
    heap.kind(address) !== KIND_SLOTS ||
    heap.size(address) !== ROPE_BYTES ||
    flags & ~(STRING_ROPE | STRING_16_BIT | STRING_FLATTENED)
  ) {
    bad(`${address} is no rope`);
  }
  const length = heap.rawUpTo(slotAt(address, ROPE_LENGTH), MAX_STRING_LENGTH);
  const isWide = (flags & STRING_16_BIT) !== 0;
  const left = part(heap, slotAt(address, ROPE_LEFT));
  if (flags & STRING_FLATTENED) {
    if (!heap.isUndefined(slotAt(address, ROPE_RIGHT)))
      bad(`the rope at ${address} is flat and is not`);
    if (!left.isFlat || left.length !== length || left.isWide !== isWide) {
      bad(`the rope at ${address} is not what it was flattened to`);
    }
    return;
  }
  const right = part(heap, slotAt(address, ROPE_RIGHT));
  if (
    left.length === 0 ||
    right.length === 0 ||
    left.length + right.length !== length ||
    (left.isWide || right.isWide) !== isWide
  ) {
    bad(`the rope at ${address} is not its parts`);
  }
}

function part(heap: Heap, slot: number): StringFacts {
  if (heap.u32(slot + 4) !== TAG_STRING)
    bad(`the rope around ${slot} has a part that is no string`);
  const address = heap.u32(slot);
  heap.string(address);
  return stringAt(heap, address);
}

/** The table of strings interned at run time: enough of it is free for every search to end. */
export function checkInternTable(heap: Heap, address: number): void {
  heap.own(address, Role.OWNED);
  if (heap.kind(address) !== KIND_TABLE) bad('the intern table is none');
  const capacity = (heap.size(address) - INTERN_SLOTS) >>> 3;
  if (capacity < 2 || (capacity & (capacity - 1)) !== 0) bad('the intern table has an odd size');
  let used = 0;
  let live = 0;
  for (let slot = address + INTERN_SLOTS; slot < address + heap.size(address); slot += 8) {
    if (heap.u32(slot) === 0 && heap.u32(slot + 4) === 0) continue;
    used++;
    if (heap.isHole(slot)) continue;
    live++;
    const string = heap.u32(slot);
    if (heap.u32(slot + 4) !== TAG_STRING || string < heap.base) {
      bad('the intern table holds something else');
    }
    heap.string(string);
    if (!stringAt(heap, string).isFlat || !(heap.second(string) & STRING_INTERNED)) {
      bad('the intern table holds a string that is not interned');
    }
  }
  if (heap.second(address) !== used || heap.raw(address + INTERN_LIVE) !== live) {
    bad('the intern table holds another number of strings than it says');
  }
  if (used > capacity - (capacity >>> 2)) bad('the intern table is too full');
}

/** A property key: an interned string, a symbol, or a number. */
export function checkKey(heap: Heap, slot: number): void {
  heap.anyValue(slot);
  if (heap.u32(slot + 4) !== TAG_STRING) return;
  const address = heap.u32(slot);
  if (address < heap.base) return;
  if (!stringAt(heap, address).isFlat || !(heap.second(address) & STRING_INTERNED)) {
    bad('a property has a key that is not interned');
  }
}
