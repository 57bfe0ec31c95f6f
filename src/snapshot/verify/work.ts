/**
 * Long work in hand (assembly/work-kinds.ts): what it reads is what it says, what it has filled is what it would fill, and it stands within
 * both. Answers that work has left for the next attempt of its instruction.
 */
import {
  Aim,
  ANSWER_KIND,
  ANSWER_RESULT,
  ANSWER_STATE,
  ARRAY_ELEMENTS,
  ARRAY_LENGTH,
  CHAIN_CURRENT,
  CHAIN_DEPTH,
  CHAIN_STATE_SLOTS,
  COLLECTION_TABLE,
  ENTRY_ATTRIBUTES,
  ENTRY_BYTES,
  FLATTEN_ENTRIES,
  HEADER_SIZE,
  INTERN_LIVE,
  INTERN_LONG_SAME,
  INTERN_LONG_STATE_SLOTS,
  INTERN_SLOTS,
  INTERN_UNCLEARED,
  KEYS_BEFORE_NUMBERS,
  KEYS_COUNT,
  KEYS_OUT,
  KEYS_PHASE,
  KEYS_STATE_SLOTS,
  KeysPhase,
  KIND_RAW,
  KIND_STACK,
  KIND_TABLE,
  LONG_INTEGER,
  LONG_NUMBER_BYTES,
  LONG_NUMBER_KEPT,
  LONG_NUMBER_LENGTH,
  LONG_NUMBER_LETTERS,
  LONG_NUMBER_MODE,
  LONG_NUMBER_PHASE,
  LONG_NUMBER_RADIX,
  LONG_NUMBER_RADIX_DIGITS,
  LONG_NUMBER_TEXT,
  LongNumberPhase,
  MAX_CAPACITY,
  MIN_CAPACITY,
  MOST_LINKS,
  OBJECT_OVERFLOW,
  READ_NUMBER_STATE_SLOTS,
  READ_NUMBER_TEXT,
  SHAPE_DICTIONARY,
  STRING_INTERNED,
  TABLE_BUCKETS,
  TABLE_COUNT,
  TIMERS_TABLE,
  TORN_TABLE,
} from '../../../assembly/layouts';
import {
  H_FP,
  H_ROOTS,
  H_WORK,
  H_WORK_CURSOR,
  R_INTERN,
  R_PENDING,
  R_SHAPES,
  R_STACK,
  R_TIMERS,
  R_TORN,
  R_WORK0,
  R_WORK1,
  R_WORK2,
} from '../../../assembly/memory-map';
import { ClassId } from '../../../assembly/names';
import {
  SPECIAL_NULL,
  TAG_ARRAY,
  TAG_INTERNAL,
  TAG_OBJECT,
  TAG_SPECIAL,
  TAG_STRING,
  TAG_SYMBOL,
} from '../../../assembly/value';
import { Work } from '../../../assembly/work-kinds';
import { bad, type Heap, Role, slotAt, stackUsed } from './heap';
import type { ImageHeader } from './image-header';
import type { Shapes } from './shapes';
import { stringAt } from './strings';
import { checkTable, tableCapacity, usedEntries } from './tables';

/** Characters of a long number that are kept besides its digits. */
const NUMBER_REST = 12;

const tableBytes = (capacity: number): number => TABLE_BUCKETS + (4 + ENTRY_BYTES) * capacity;

export class WorkCheck {
  readonly #heap: Heap;
  readonly #header: ImageHeader;
  readonly #shapes: Shapes;
  readonly #cursor: number;

  constructor(heap: Heap, header: ImageHeader, shapes: Shapes) {
    this.#heap = heap;
    this.#header = header;
    this.#shapes = shapes;
    this.#cursor = header.u32(H_WORK_CURSOR);
  }

  check(): void {
    const work = this.#header.u32(H_WORK);
    switch (work) {
      case Work.NONE:
        this.#checkAnswer();
        return;
      case Work.FLATTEN:
        this.#checkFlatten();
        return;
      case Work.GROW_ELEMENTS:
        this.#checkGrowElements();
        return;
      case Work.GROW_STACK:
        this.#checkGrowStack();
        return;
      case Work.GROW_SHAPES:
        this.#checkCopy(this.#filled(R_WORK0), this.#header.u32(R_SHAPES));
        return;
      case Work.REHASH_INTERN:
        this.#checkRehashIntern();
        return;
      case Work.HASH:
        this.#upTo(this.#flat(R_WORK0));
        if (this.#header.u32(R_WORK1 + 4) !== 0) bad('a hash is none');
        return;
      case Work.UNWIND:
        if (this.#header.u32(H_FP) === 0) bad('an exception is on its way nowhere');
        return;
      case Work.REHASH_TABLE:
        this.#checkRehashTable();
        return;
      default:
        this.#checkQuestion(work);
    }
  }

  // ---- Operands ----

  #isUndefined(root: number): boolean {
    return this.#header.u32(root + 4) === TAG_SPECIAL && this.#header.u32(root) === 0;
  }

  /** The object that is one kind of value; 0 when it is another. */
  #object(root: number): number {
    const tag = this.#header.u32(root + 4);
    if (tag < TAG_OBJECT) bad('long work goes over no object');
    this.#heap.slotValue(this.#header.u32(root), tag);
    return this.#header.u32(root);
  }

  #internal(root: number, role: Role): number {
    if (this.#header.u32(root + 4) !== TAG_INTERNAL) bad('long work has lost what it fills');
    const object = this.#header.u32(root);
    this.#heap.own(object, role);
    return object;
  }

  /** Length of the flat string in a root. */
  #flat(root: number): number {
    if (this.#header.u32(root + 4) !== TAG_STRING) bad('long work goes over no text');
    const address = this.#header.u32(root);
    this.#heap.string(address);
    const { isFlat, length } = stringAt(this.#heap, address);
    if (!isFlat) bad('long work goes over no flat text');
    return length;
  }

  #raw(root: number, most: number): number {
    const value = this.#header.u32(root);
    if (this.#header.u32(root + 4) !== 0 || value > most) bad('long work is of no known kind');
    return value;
  }

  #upTo(most: number): void {
    if (this.#cursor > most) bad('long work is behind its end');
  }

  /** An object that is being filled: its second word says how many of its bytes are, as the cursor does in units of so many bytes. */
  #filled(root: number, unit = 1, first = 0): number {
    const object = this.#internal(root, Role.OWNED);
    if (this.#heap.kind(object) !== KIND_STACK) bad('what long work fills is of another kind');
    const bytes = Math.max(HEADER_SIZE, this.#cursor * unit + first);
    if (stackUsed(this.#heap, object) !== bytes)
      bad('long work has filled another part than it says');
    return object;
  }

  // ---- Work that has an effect ----

  /** A string, and a stack of parts that are still to be copied to their places in it. */
  #checkFlatten(): void {
    const heap = this.#heap;
    if (this.#header.u32(R_WORK0 + 4) !== TAG_STRING) bad('long work flattens no text');
    const rope = this.#header.u32(R_WORK0);
    heap.string(rope);
    const { length, isWide, isFlat } = stringAt(heap, rope);
    const flat = this.#header.u32(R_WORK1);
    if (isFlat || this.#flat(R_WORK1) !== length || stringAt(heap, flat).isWide !== isWide) {
      bad('a rope is flattened to another length');
    }
    const stack = this.#internal(R_WORK2, Role.OWNED);
    const depth = heap.second(stack);
    heap.slotCount(stack, FLATTEN_ENTRIES * 2);
    if (depth > FLATTEN_ENTRIES) bad('a rope is too deep');
    for (let index = 0; index < depth; index++) {
      const entry = slotAt(stack, 2 * index);
      if (heap.u32(entry + 4) !== TAG_STRING) bad('a rope has a part that is no string');
      heap.string(heap.u32(entry));
      const part = stringAt(heap, heap.u32(entry));
      // Each is at most half as long as what it is a part of: so the stack is large enough.
      const fits =
        heap.raw(entry + 8) + part.length <= length && part.length <= length / 2 ** index;
      if (!fits || (part.isWide && !isWide)) bad('a part of a rope has no place');
      if (index === depth - 1) this.#upTo(part.isFlat ? part.length : 0);
    }
    for (let slot = slotAt(stack, 2 * depth); slot < stack + heap.size(stack); slot += 8) {
      heap.opaque(slot);
    }
  }

  #checkGrowElements(): void {
    const heap = this.#heap;
    const array = this.#object(R_WORK0);
    if (this.#header.u32(R_WORK0 + 4) !== TAG_ARRAY) bad('what grows is no array');
    const elements = this.#filled(R_WORK1, 8, HEADER_SIZE);
    const capacity = (heap.size(elements) - HEADER_SIZE) / 8;
    if (heap.raw(array + ARRAY_LENGTH) > capacity) bad('an array grows to less than it has');
    if (!heap.isUndefined(array + ARRAY_ELEMENTS)) {
      const old = heap.u32(array + ARRAY_ELEMENTS);
      if (!heap.isObject(old)) bad('an array has no elements');
    }
    for (let index = 0; index < this.#cursor; index++) {
      const slot = slotAt(elements, index);
      if (!heap.isHole(slot)) heap.value(slot);
    }
  }

  #checkGrowStack(): void {
    const heap = this.#heap;
    if (this.#header.u32(H_FP) === 0 || this.#isUndefined(R_STACK))
      bad('no stack is there to grow');
    const stack = this.#header.u32(R_STACK);
    const bigger = this.#filled(R_WORK0);
    if (!heap.isObject(stack) || heap.size(bigger) <= heap.size(stack))
      bad('a stack does not grow');
    if (stackUsed(heap, bigger) > stackUsed(heap, stack)) bad('a stack has grown too far');
    this.#checkSame(bigger, stack, stackUsed(heap, bigger));
  }

  /** A copy that has come so far, and then zeros. */
  #checkCopy(bigger: number, original: number): void {
    const heap = this.#heap;
    const filled = stackUsed(heap, bigger);
    const copied = Math.min(filled, heap.size(original));
    if (heap.size(bigger) < heap.size(original)) bad('a table does not grow');
    this.#checkSame(bigger, original, copied);
    this.#checkZeros(bigger + copied, bigger + filled);
  }

  #checkSame(copy: number, original: number, bytes: number): void {
    const heap = this.#heap;
    for (let offset = HEADER_SIZE; offset < bytes; offset += 4) {
      if (heap.u32(copy + offset) !== heap.u32(original + offset)) bad('a copy is another');
    }
  }

  #checkZeros(from: number, end: number): void {
    for (let word = from; word < end; word += 4) {
      if (this.#heap.u32(word) !== 0) bad('what is new is not empty');
    }
  }

  #checkRehashIntern(): void {
    const heap = this.#heap;
    const larger = this.#internal(R_WORK0, Role.OWNED);
    if (heap.kind(larger) !== KIND_TABLE) bad('the new intern table is none');
    const capacity = (heap.size(larger) - INTERN_SLOTS) >>> 3;
    const uncleared = heap.u32(larger + INTERN_UNCLEARED);
    if (capacity < 2 || (capacity & (capacity - 1)) !== 0 || uncleared > 8 * capacity) {
      bad('the new intern table has an odd size');
    }
    if (this.#header.u32(R_INTERN + 4) !== TAG_INTERNAL) bad('there is no old intern table');
    const old = this.#header.u32(R_INTERN);
    if (!heap.isObject(old)) bad('there is no old intern table');
    this.#upTo(uncleared > 0 ? 0 : (heap.size(old) - INTERN_SLOTS) >>> 3);
    let used = 0;
    for (let slot = larger + INTERN_SLOTS; slot < larger + heap.size(larger); slot += 8) {
      if (heap.u32(slot) === 0 && heap.u32(slot + 4) === 0) continue;
      used++;
      if (heap.isHole(slot)) continue;
      if (heap.u32(slot + 4) !== TAG_STRING || heap.u32(slot) < heap.base) {
        bad('the new intern table holds something else');
      }
      this.#internedString(heap.u32(slot));
    }
    if (
      heap.second(larger) !== used ||
      heap.u32(larger + INTERN_LIVE) > used ||
      (uncleared > 0 && used > 0)
    ) {
      bad('the new intern table counts wrong');
    }
    // Room for all that are still to come, and one slot where a search ends.
    if (used + heap.u32(old + INTERN_LIVE) > capacity - (capacity >>> 2))
      bad('the new intern table is too small');
  }

  #internedString(address: number): void {
    const heap = this.#heap;
    heap.string(address);
    if (address < heap.base) return;
    if (!stringAt(heap, address).isFlat || !(heap.second(address) & STRING_INTERNED)) {
      bad('an interned string is none');
    }
  }

  /** The new table is zeroed, then filled from the old one, which stays where it is until the end. */
  #checkRehashTable(): void {
    const heap = this.#heap;
    if (this.#header.u32(R_WORK2 + 4) >= TAG_SPECIAL) bad('a table grows to no size');
    const offset = this.#header.u32(R_WORK2) & 0xffff;
    const capacity = (this.#header.u32(R_WORK2) >>> 16) + this.#header.u32(R_WORK2 + 4) * 0x10000;
    const isPower = Number.isInteger(Math.log2(capacity));
    if (!isPower || capacity < MIN_CAPACITY || capacity > MAX_CAPACITY)
      bad('a table grows to an odd size');
    const old = this.#growingTable(offset);
    if (this.#header.u32(R_WORK1 + 4) !== TAG_INTERNAL) bad('a table grows into nothing');
    const bigger = this.#header.u32(R_WORK1);
    if (!heap.isObject(bigger) || heap.size(bigger) !== tableBytes(capacity)) {
      bad('a table grows to another size');
    }
    const size = heap.size(bigger);
    const left = heap.raw(slotAt(old, TABLE_COUNT));
    if (capacity < left) bad('a table grows to less than it has');
    if (this.#cursor < size) {
      this.#checkZeros(bigger + HEADER_SIZE, bigger + stackUsed(heap, this.#filled(R_WORK1)));
      return;
    }
    this.#upTo(size + usedEntries(heap, old));
    heap.own(bigger, Role.OWNED);
    if (tableCapacity(heap, bigger) !== capacity) bad('a table grows to another size');
    // Live entries of the old one so far, in order, and no others: they are checked where they are.
    const moved = liveEntries(heap, old, this.#cursor - size);
    const used = checkTable(heap, bigger, (entry) => {
      const from = moved.next();
      if (from.done) bad('a table grows by more than it has');
      for (const offset of [0, 4, 8, 12, ENTRY_ATTRIBUTES]) {
        if (heap.u32(entry + offset) !== heap.u32(from.value + offset)) bad('a copy is another');
      }
    });
    if (!moved.next().done || used + left > capacity) bad('a table grows to less than it has');
  }

  /** The table that grows, in a slot where a table may be. */
  #growingTable(offset: number): number {
    const heap = this.#heap;
    if (this.#isUndefined(R_WORK0)) {
      const root = H_ROOTS + offset;
      if (root !== R_PENDING) bad('what grows is no table');
      return this.#header.u32(root);
    }
    const holder = this.#header.u32(R_WORK0);
    if (!heap.isObject(holder)) bad('what grows is no table');
    if (this.#header.u32(R_WORK0 + 4) === TAG_INTERNAL) {
      const isTorn =
        holder === this.#header.u32(R_TORN) && holder + offset === slotAt(holder, TORN_TABLE);
      const isTimers =
        holder === this.#header.u32(R_TIMERS) && holder + offset === slotAt(holder, TIMERS_TABLE);
      if (!isTorn && !isTimers) bad('what grows is no table');
      return heap.u32(holder + offset);
    }
    const shape = this.#shapes.of(this.#object(R_WORK0));
    const isCollection =
      offset === COLLECTION_TABLE &&
      (shape.classId === ClassId.MAP || shape.classId === ClassId.SET);
    const isDictionary = offset === OBJECT_OVERFLOW && (shape.flags & SHAPE_DICTIONARY) !== 0;
    if (!isCollection && !isDictionary) bad('what grows is no table');
    const table = heap.u32(holder + offset);
    if (!heap.isObject(table)) bad('what grows is no table');
    return table;
  }

  // ---- Work that ends in an answer ----

  /** The record of a question, whose operands are checked by its kind. */
  #checkQuestion(kind: Work): void {
    const heap = this.#heap;
    const record = this.#internal(R_WORK2, Role.OWNED);
    heap.slotCount(record, ANSWER_STATE);
    if (heap.raw(slotAt(record, ANSWER_KIND)) !== kind) bad('an answer is to another question');
    if (!heap.isHole(slotAt(record, ANSWER_RESULT))) bad('a question has its answer already');
    switch (kind) {
      case Work.COMPARE:
        this.#upTo(Math.min(this.#flat(R_WORK0), this.#flat(R_WORK1)));
        return;
      case Work.INTERN_LONG: {
        const length = this.#flat(R_WORK0);
        if (!this.#isUndefined(R_WORK1)) bad('a text is looked for with another');
        heap.slotCount(record, ANSWER_STATE + INTERN_LONG_STATE_SLOTS);
        heap.rawUpTo(slotAt(record, INTERN_LONG_SAME), length);
        return;
      }
      case Work.READ_NUMBER:
        this.#upTo(this.#flat(R_WORK0));
        this.#raw(R_WORK1, 0xffffff);
        this.#checkNumberState(record);
        return;
      case Work.CHAIN:
        this.#object(R_WORK0);
        this.#checkKey(R_WORK1);
        this.#checkChain(record);
        this.#anyObject(slotAt(record, CHAIN_CURRENT));
        return;
      case Work.KEYS:
        this.#checkKeys(record);
        return;
      case Work.INTEGRITY: {
        const object = this.#object(R_WORK0);
        this.#raw(R_WORK1, Aim.COUNT - 1);
        if (!(this.#shapes.of(object).flags & SHAPE_DICTIONARY))
          bad('long work goes over no table');
        const table = heap.u32(object + OBJECT_OVERFLOW);
        if (!heap.isObject(table)) bad('long work goes over no table');
        this.#upTo(usedEntries(heap, table));
        return;
      }
      default:
        bad(`there is no work of kind ${kind}`);
    }
  }

  /** A record that work has left behind: its answer is what the instruction that takes it expects. */
  #checkAnswer(): void {
    const heap = this.#heap;
    const header = this.#header;
    for (const root of [R_WORK0, R_WORK1]) heap.opaqueWords(header.u32(root), header.u32(root + 4));
    if (header.u32(R_WORK2 + 4) !== TAG_INTERNAL) {
      if (!this.#isUndefined(R_WORK2) && header.u32(R_WORK2) + header.u32(R_WORK2 + 4) !== 0) {
        bad('an answer has no record');
      }
      return;
    }
    const record = this.#internal(R_WORK2, Role.OWNED);
    heap.slotCount(record, ANSWER_STATE);
    const result = slotAt(record, ANSWER_RESULT);
    switch (heap.raw(slotAt(record, ANSWER_KIND))) {
      case Work.COMPARE:
        heap.rawUpTo(result, 0x7fffffff);
        return;
      case Work.INTERN_LONG:
        if (heap.isUndefined(result)) return;
        if (heap.u32(result + 4) !== TAG_STRING) bad('an interned string is none');
        this.#internedString(heap.u32(result));
        return;
      case Work.READ_NUMBER:
        this.#checkNumberState(record);
        heap.rawUpTo(result, LONG_NUMBER_BYTES - LONG_NUMBER_TEXT);
        return;
      case Work.CHAIN:
        this.#checkChain(record);
        if (heap.u32(result + 4) !== TAG_SPECIAL || heap.u32(result) !== SPECIAL_NULL) {
          this.#anyObject(result);
        }
        return;
      case Work.KEYS:
        if (heap.u32(result + 4) !== TAG_ARRAY) bad('keys are no list');
        heap.value(result);
        return;
      case Work.INTEGRITY:
        heap.value(result);
        return;
      default:
        bad('an answer is to no question');
    }
  }

  #anyObject(slot: number): void {
    if (this.#heap.u32(slot + 4) < TAG_OBJECT) bad('a chain is at no object');
    this.#heap.value(slot);
  }

  /** What is looked for in a chain: a property key, or an object. */
  #checkKey(root: number): void {
    const low = this.#header.u32(root);
    const high = this.#header.u32(root + 4);
    this.#heap.slotValue(low, high);
    if (high >= TAG_OBJECT || high === TAG_STRING || high === TAG_SYMBOL) return;
    if (high === TAG_SPECIAL && low === SPECIAL_NULL) return;
    const index = high < TAG_SPECIAL ? doubleOf(low, high) : -1;
    if (!(Number.isInteger(index) && index >= 0 && index <= 0xffffffff))
      bad('a chain is searched for no key');
  }

  #checkChain(record: number): void {
    const heap = this.#heap;
    heap.slotCount(record, ANSWER_STATE + CHAIN_STATE_SLOTS);
    // Nearer links are looked at without long work, and caches are made of them.
    if (heap.raw(slotAt(record, CHAIN_DEPTH)) < MOST_LINKS) bad('a chain is not long');
  }

  /** The state of numbers/long-text.ts: bounds of the text that is kept. */
  #checkNumberState(record: number): void {
    const heap = this.#heap;
    heap.slotCount(record, ANSWER_STATE + READ_NUMBER_STATE_SLOTS);
    const object = heap.owned(slotAt(record, READ_NUMBER_TEXT), Role.OWNED);
    if (heap.kind(object) !== KIND_RAW || heap.size(object) !== HEADER_SIZE + LONG_NUMBER_BYTES) {
      bad('a number has no state');
    }
    const field = (offset: number) => heap.u32(object + HEADER_SIZE + offset);
    const radix = field(LONG_NUMBER_RADIX);
    const kept = field(LONG_NUMBER_KEPT);
    const isSane =
      field(LONG_NUMBER_PHASE) <= LongNumberPhase.DONE &&
      field(LONG_NUMBER_MODE) <= LONG_INTEGER &&
      (radix === 0 || (radix >= 2 && radix <= 36)) &&
      field(LONG_NUMBER_LETTERS) <= 'Infinity'.length &&
      kept <= LONG_NUMBER_RADIX_DIGITS &&
      field(LONG_NUMBER_LENGTH) <= kept + NUMBER_REST;
    if (!isSane) bad('a number is read oddly');
  }

  /** The listing of an object's keys (natives/keys.ts). */
  #checkKeys(record: number): void {
    const heap = this.#heap;
    const object = this.#object(R_WORK0);
    const which = this.#raw(R_WORK1, 3);
    heap.slotCount(record, ANSWER_STATE + KEYS_STATE_SLOTS);
    const phase = heap.rawUpTo(slotAt(record, KEYS_PHASE), KeysPhase.END);
    const count = heap.raw(slotAt(record, KEYS_COUNT));
    const before = heap.rawUpTo(slotAt(record, KEYS_BEFORE_NUMBERS), count);
    const out = heap.owned(slotAt(record, KEYS_OUT), Role.OWNED);
    if (heap.kind(out) !== KIND_STACK) bad('keys are listed in nothing');
    if (out + stackUsed(heap, out) !== slotAt(out, count)) bad('keys are counted wrong');
    for (let index = 0; index < count; index++) heap.value(slotAt(out, index));
    const numbers = count - before;
    const shape = this.#shapes.of(object);
    const table = heap.u32(object + OBJECT_OVERFLOW);
    const isDictionary = (shape.flags & SHAPE_DICTIONARY) !== 0;
    if (isDictionary && !heap.isObject(table)) bad('keys of nothing are listed');
    const named = isDictionary ? usedEntries(heap, table) : shape.count;
    const isArray = shape.classId === ClassId.ARRAY && which !== 2;
    switch (phase) {
      case KeysPhase.INDICES:
        this.#upTo(isArray ? heap.u32(object + ARRAY_LENGTH) : 0);
        return;
      case KeysPhase.HEAPIFY:
        this.#upTo(numbers >>> 1);
        return;
      case KeysPhase.EXTRACT:
        this.#upTo(Math.max(0, numbers - 1));
        return;
      default:
        this.#upTo(phase === KeysPhase.END ? 0 : named);
    }
  }
}

/** Live entries among the first of a table, in order. */
function* liveEntries(heap: Heap, table: number, count: number): Generator<number> {
  const first = table + TABLE_BUCKETS + 4 * tableCapacity(heap, table);
  for (let index = 0; index < count; index++) {
    const entry = first + index * ENTRY_BYTES;
    if (!heap.isHole(entry)) yield entry;
  }
}

const numbers = new DataView(new ArrayBuffer(8));

function doubleOf(low: number, high: number): number {
  numbers.setUint32(0, low, true);
  numbers.setUint32(4, high, true);
  return numbers.getFloat64(0, true);
}
