/** Messages, and the walks that write and read them a chunk at a time (assembly/marshal/). */
import {
  ACCESSOR,
  B_BYTES,
  B_CHUNK,
  B_CHUNKS,
  B_COUNT,
  Build,
  D_CHILD,
  D_CURSOR,
  D_DEPTH,
  D_DETAIL,
  D_KEEPS,
  D_KEY,
  D_MESSAGE,
  D_OBJECTS,
  D_RESULT,
  D_SHAPES,
  D_SLOTS,
  D_STACK,
  D_TEXT,
  D_UNITS,
  D_VALUE,
  D_WORK,
  E_BUFFER,
  E_DEPTH,
  E_FLAGS,
  E_KNOWN,
  E_LAST,
  E_NUMBERING,
  E_REASON,
  E_ROOT,
  E_SHAPE_COUNT,
  E_SHAPES,
  E_SLOTS,
  E_STACK,
  E_VALUES,
  E_WORK,
  ENTRY_ATTRIBUTES,
  HEADER_SIZE,
  KIND_RAW,
  N_CAPACITY,
  N_CURSOR,
  N_EPOCH,
  N_MADE,
  N_OBJECTS,
  N_PAGES,
  NUMBERING_FIRST_CAPACITY,
  NUMBERING_PAGE_ENTRIES,
  OBJECT_OVERFLOW,
  OWN_SHAPES,
  READING,
  SHAPE_DICTIONARY,
  WALK_DETAIL,
  WALK_FRAME_SLOTS,
  WALK_KIND,
  WALK_POSITION,
  Walk,
} from '../../../assembly/layouts';
import { H_COLLECTIONS } from '../../../assembly/memory-map';
import { MESSAGE_DATA, MESSAGE_USED } from '../../../assembly/messages';
import { ClassId, KnownKey } from '../../../assembly/names';
import { TAG_ARRAY, TAG_INTERNAL, TAG_OBJECT, TAG_STRING } from '../../../assembly/value';
import { bad, type Heap, Role, slotAt } from './heap';
import type { ImageHeader } from './image-header';
import { checkList } from './lists';
import type { Shapes } from './shapes';
import { checkKey, stringAt } from './strings';
import { checkTable } from './tables';

const MAX_LENGTH = 0x7fffffff;

export class Messages {
  readonly #heap: Heap;
  readonly #header: ImageHeader;
  readonly #shapes: Shapes;

  constructor(heap: Heap, header: ImageHeader, shapes: Shapes) {
    this.#heap = heap;
    this.#header = header;
    this.#shapes = shapes;
    heap.visit(Role.MESSAGE, (address) => {
      if (heap.kind(address) !== KIND_RAW || heap.size(address) < MESSAGE_DATA) {
        bad(`${address} is no message`);
      }
      if (heap.u32(address + MESSAGE_USED) > heap.size(address) - MESSAGE_DATA) {
        bad(`the message at ${address} is longer than its object`);
      }
    });
    heap.visit(Role.MESSAGE_CHUNKS, (address) => {
      const end = slotAt(address, heap.slotCount(address, 1));
      let isOver = false;
      for (let slot = slotAt(address, 0); slot < end; slot += 8) {
        if (heap.optional(slot, Role.MESSAGE) === 0) isOver = true;
        else if (isOver) bad(`the message at ${address} has a gap`);
      }
    });
    heap.visit(Role.MESSAGE_SHAPE, (address) => {
      const slots = heap.slotCount(address, 1);
      const guest = heap.raw(slotAt(address, 0));
      if (guest > OWN_SHAPES) this.#checkGuestShape(guest, slots - 1);
      for (let index = 1; index < slots; index++) checkKey(heap, slotAt(address, index));
    });
    heap.visit(Role.ENCODING, (address) => this.#visitEncoding(address));
    heap.visit(Role.DECODING, (address) => this.#visitDecoding(address));
  }

  /** A slot holds a message, in one piece or in several. */
  claim(slot: number): void {
    if (this.#heap.u32(slot + 4) !== TAG_INTERNAL) bad(`the slot at ${slot} holds no message`);
    this.claimAt(this.#heap.u32(slot));
  }

  /** A message begins at this address. */
  claimAt(address: number): void {
    const heap = this.#heap;
    if (!heap.isObject(address)) bad(`there is no message at ${address}`);
    heap.claim(address, heap.kind(address) === KIND_RAW ? Role.MESSAGE : Role.MESSAGE_CHUNKS);
  }

  #checkGuestShape(index: number, keys: number): void {
    const shape = this.#shapes.at(index);
    if (shape.classId !== ClassId.OBJECT || shape.inline < keys || shape.flags & SHAPE_DICTIONARY) {
      bad(`shape ${index} is not for records of ${keys} keys`);
    }
    if (shape.accessors.size > 0 || shape.lazyProperties > 0)
      bad(`shape ${index} is not for records`);
  }

  // ---- Lists ----

  /** Frames of a walk: four slots each. */
  #checkStack(slot: number, depth: number, onFrame: (frame: number) => void): void {
    let index = 0;
    let first = 0;
    checkList(
      this.#heap,
      slot,
      (at) => {
        if (index % WALK_FRAME_SLOTS === 0) first = at;
        // A frame lies in one segment.
        if (index % WALK_FRAME_SLOTS === WALK_FRAME_SLOTS - 1) onFrame(first);
        index++;
      },
      depth * WALK_FRAME_SLOTS,
    );
  }

  /** Kind and detail of a frame: a byte, and what lies above it. */
  #kindOf(slot: number): { kind: number; detail: number } {
    const heap = this.#heap;
    const high = heap.u32(slot + 4);
    if (high > 0xff) bad('a frame of a walk has an odd kind');
    const low = heap.u32(slot);
    return { kind: low & 0xff, detail: (low >>> 8) + high * 0x1000000 };
  }

  // ---- Writing ----

  #visitEncoding(state: number): void {
    const heap = this.#heap;
    if (heap.slotCount(state) !== E_SLOTS) bad('a walk has no state');
    for (const raw of [E_BUFFER + B_BYTES, E_VALUES, E_SHAPE_COUNT, E_WORK, E_FLAGS])
      heap.raw(slotAt(state, raw));
    heap.rawUpTo(slotAt(state, E_REASON), KnownKey.COUNT - 1);
    for (const wide of [E_ROOT, E_LAST]) {
      if (heap.u32(slotAt(state, wide) + 4) >= 0x7ff00000) bad('a walk has an odd name');
    }
    this.#checkBuffer(state);
    this.#checkNumbering(state);
    this.#checkMessageShapes(state);
    const depth = heap.rawUpTo(slotAt(state, E_DEPTH), MAX_LENGTH);
    this.#checkStack(slotAt(state, E_STACK), depth, (frame) => this.#checkWriting(frame));
  }

  #checkBuffer(state: number): void {
    const heap = this.#heap;
    const count = heap.rawUpTo(slotAt(state, E_BUFFER + B_COUNT), MAX_LENGTH);
    heap.internal(slotAt(state, E_BUFFER + B_CHUNK), Role.MESSAGE);
    if (count === 0) bad('a walk writes nowhere');
    if (heap.isUndefined(slotAt(state, E_BUFFER + B_CHUNKS))) {
      if (count !== 1) bad('a walk has lost what it wrote');
      return;
    }
    const chunks = heap.internal(slotAt(state, E_BUFFER + B_CHUNKS), Role.MESSAGE_CHUNKS);
    if (heap.slotCount(chunks) < count) bad('a walk has lost what it wrote');
  }

  /** The index over the objects is made again after a collection, and every restored image counts as collected. */
  #checkNumbering(state: number): void {
    const heap = this.#heap;
    const objects = checkList(this.#heap, slotAt(state, E_NUMBERING + N_OBJECTS), (slot) => {
      if (heap.u32(slot + 4) < TAG_OBJECT) bad('a walk has numbered something that is no object');
      heap.value(slot);
    });
    const capacity = heap.raw(slotAt(state, E_NUMBERING + N_CAPACITY));
    if (
      capacity === 0
        ? objects > 0
        : capacity < NUMBERING_FIRST_CAPACITY || capacity & (capacity - 1)
    ) {
      bad('a walk has an odd index');
    }
    if (objects * 2 > capacity) bad('a walk has too small an index');
    heap.rawUpTo(slotAt(state, E_NUMBERING + N_CURSOR), objects);
    const epoch = slotAt(state, E_NUMBERING + N_EPOCH);
    if (!(doubleAt(heap, epoch) <= this.#header.f64(H_COLLECTIONS))) bad('a walk is ahead of time');
    const pages = Math.ceil(capacity / NUMBERING_PAGE_ENTRIES);
    const made = heap.rawUpTo(slotAt(state, E_NUMBERING + N_MADE), pages);
    if (heap.isUndefined(slotAt(state, E_NUMBERING + N_PAGES))) {
      if (pages > 0) bad('a walk has lost its index');
      return;
    }
    const list = heap.owned(slotAt(state, E_NUMBERING + N_PAGES), Role.OWNED);
    const count = heap.slotCount(list, pages);
    const bytes = HEADER_SIZE + 4 * Math.min(capacity, NUMBERING_PAGE_ENTRIES);
    for (let page = 0; page < count; page++) {
      if (heap.isUndefined(slotAt(list, page))) {
        if (page < made) bad('a walk has lost a page of its index');
        continue;
      }
      const address = heap.owned(slotAt(list, page), Role.OWNED);
      if (heap.kind(address) !== KIND_RAW || heap.size(address) !== bytes) bad('an odd page');
    }
  }

  /** Shapes of the message by shape of the guest: open addressing, never full. */
  #checkMessageShapes(state: number): void {
    const heap = this.#heap;
    const known = heap.raw(slotAt(state, E_KNOWN));
    if (heap.isUndefined(slotAt(state, E_SHAPES))) {
      if (known > 0) bad('a walk has lost its shapes');
      return;
    }
    const table = heap.owned(slotAt(state, E_SHAPES), Role.OWNED);
    const entries = (heap.size(table) - HEADER_SIZE) >>> 3;
    if (heap.kind(table) !== KIND_RAW || entries < 2 || entries & (entries - 1)) bad('odd shapes');
    let used = 0;
    for (let entry = 0; entry < entries; entry++) if (heap.u32(slotAt(table, entry)) !== 0) used++;
    if (used !== known || used * 2 > entries) bad('a walk has other shapes than it says');
  }

  #checkWriting(frame: number): void {
    const heap = this.#heap;
    const position = heap.rawUpTo(frame + WALK_POSITION, MAX_LENGTH);
    const { kind } = this.#kindOf(frame + WALK_KIND);
    heap.opaque(frame + WALK_DETAIL);
    const tag = heap.u32(frame + 4);
    heap.anyValue(frame);
    const ofClass = (...classes: ClassId[]): void => {
      if (tag !== TAG_OBJECT || !classes.includes(this.#shapes.of(heap.u32(frame)).classId)) {
        bad('a walk goes over an object of another kind');
      }
    };
    switch (kind) {
      case Walk.ROOT:
        return;
      case Walk.ARRAY:
        if (tag !== TAG_ARRAY) bad('a walk goes over no array');
        return;
      case Walk.RECORD:
      case Walk.COUNT:
      case Walk.KEYS:
      case Walk.VALUES:
        if (tag < TAG_OBJECT) bad('a walk goes over no object');
        return;
      case Walk.MAP:
        ofClass(ClassId.MAP);
        return;
      case Walk.SET:
        ofClass(ClassId.SET);
        return;
      case Walk.TEXT:
        if (tag !== TAG_STRING) bad('a walk goes over no text');
        if (position > stringAt(heap, heap.u32(frame)).length) bad('a walk is behind a text');
        return;
      case Walk.ERROR:
      case Walk.CAUSE:
        ofClass(ClassId.ERROR);
        return;
      default:
        bad('a walk is nowhere');
    }
  }

  // ---- Reading ----

  #visitDecoding(state: number): void {
    const heap = this.#heap;
    if (heap.slotCount(state) !== D_SLOTS) bad('a walk has no state');
    const message = heap.internal(slotAt(state, D_MESSAGE), Role.MESSAGE);
    if (heap.kind(message) !== KIND_RAW || heap.size(message) < 16) bad('a walk reads no message');
    const used = heap.u32(message + MESSAGE_USED);
    const cursor = heap.rawUpTo(slotAt(state, D_CURSOR), used);
    for (const raw of [D_KEEPS, D_WORK]) heap.raw(slotAt(state, raw));
    checkList(this.#heap, slotAt(state, D_SHAPES), (slot) =>
      heap.internal(slot, Role.MESSAGE_SHAPE),
    );
    checkList(this.#heap, slotAt(state, D_OBJECTS), (slot) => heap.anyValue(slot));
    const depth = heap.rawUpTo(slotAt(state, D_DEPTH), MAX_LENGTH);
    this.#checkStack(slotAt(state, D_STACK), depth, (frame) => {
      const { kind, detail } = this.#kindOf(frame + WALK_KIND);
      this.#checkBuilding(
        kind,
        detail,
        frame,
        frame + WALK_DETAIL,
        heap.raw(frame + WALK_POSITION),
      );
    });
    for (const value of [D_VALUE, D_RESULT, D_KEY]) heap.anyValue(slotAt(state, value));
    const child = this.#kindOf(slotAt(state, D_CHILD));
    if (child.kind !== Build.NONE || child.detail !== 0) {
      const value = slotAt(state, D_VALUE);
      this.#checkBuilding(child.kind, child.detail, value, slotAt(state, D_DETAIL), 0);
    } else this.#checkDetail(slotAt(state, D_DETAIL));
    this.#checkText(state, used - cursor);
  }

  /** A long text of which a part is read: it lies in the heap, as large as it says. */
  #checkText(state: number, left: number): void {
    const heap = this.#heap;
    const read = heap.raw(slotAt(state, D_TEXT));
    const units = heap.rawUpTo(slotAt(state, D_UNITS), READING | 1);
    const key = slotAt(state, D_KEY);
    if (heap.u32(key + 4) === TAG_STRING && !stringAt(heap, heap.u32(key)).isFlat)
      bad('an odd key');
    if (!(units & READING)) return;
    const value = slotAt(state, D_VALUE);
    const text = heap.u32(value);
    if (heap.u32(value + 4) !== TAG_STRING || text < heap.base) bad('a walk reads no text');
    const { length, isWide, isFlat } = stringAt(heap, text);
    const bytes = isWide ? 2 * length : length;
    if (!isFlat || isWide !== ((units & 1) === 1) || read > bytes || bytes - read > left) {
      bad('a walk reads a text that is not there');
    }
  }

  #checkDetail(slot: number): void {
    const heap = this.#heap;
    if (heap.u32(slot + 4) === TAG_INTERNAL) heap.internal(slot, Role.MESSAGE_SHAPE);
    else heap.anyValue(slot);
  }

  /** A container being filled: of `length` children, `position` are there. */
  #checkBuilding(
    kind: number,
    length: number,
    container: number,
    detail: number,
    position: number,
  ): void {
    const heap = this.#heap;
    if (length > MAX_LENGTH || position > length) bad('a walk fills more than there is');
    const tag = heap.u32(container + 4);
    const object = heap.u32(container);
    if (kind === Build.KEYS) {
      heap.internal(container, Role.MESSAGE_SHAPE);
      if (heap.slotCount(object) !== length + 1) bad('a walk reads more keys than there are');
      if (!heap.isUndefined(detail)) this.#checkObject(detail, ClassId.ERROR);
      return;
    }
    heap.anyValue(container);
    this.#checkDetail(detail);
    switch (kind) {
      case Build.ARRAY:
        if (tag !== TAG_ARRAY) bad('a walk fills no array');
        return;
      case Build.RECORD:
        this.#checkObject(container, ClassId.OBJECT);
        this.#checkGuestShape(this.#shapes.of(object).index, length);
        return;
      case Build.OBJECT:
      case Build.ERROR:
        this.#checkObject(container, kind === Build.OBJECT ? ClassId.OBJECT : ClassId.ERROR);
        this.#checkNoAccessors(object);
        if (heap.u32(detail + 4) !== TAG_INTERNAL || heap.slotCount(heap.u32(detail)) <= length) {
          bad('a walk has no keys');
        }
        return;
      case Build.MAP:
        this.#checkObject(container, ClassId.MAP);
        return;
      case Build.SET:
        this.#checkObject(container, ClassId.SET);
        return;
      default:
        bad('a walk fills nothing');
    }
  }

  #checkObject(slot: number, classId: ClassId): void {
    const heap = this.#heap;
    heap.anyValue(slot);
    if (heap.u32(slot + 4) !== TAG_OBJECT || this.#shapes.of(heap.u32(slot)).classId !== classId) {
      bad('a walk fills an object of another kind');
    }
  }

  /** An object being filled has properties that are values: the walk stores over them. */
  #checkNoAccessors(object: number): void {
    const heap = this.#heap;
    const shape = this.#shapes.of(object);
    if (shape.accessors.size > 0 || shape.lazyProperties > 0) bad('a walk fills accessors');
    if (!(shape.flags & SHAPE_DICTIONARY)) return;
    const table = heap.u32(object + OBJECT_OVERFLOW);
    if (!heap.isObject(table)) bad('a walk fills nothing');
    checkTable(heap, table, (entry) => {
      if (heap.u32(entry + ENTRY_ATTRIBUTES) & ACCESSOR) bad('a walk fills accessors');
    });
  }
}

const numbers = new DataView(new ArrayBuffer(8));

function doubleAt(heap: Heap, slot: number): number {
  numbers.setUint32(0, heap.u32(slot), true);
  numbers.setUint32(4, heap.u32(slot + 4), true);
  return numbers.getFloat64(0, true);
}
