/**
 * Shapes: every record says how its objects are laid out, and a transition leads to a shape that objects can take on where they are.
 */
import {
  ACCESSOR,
  ARRAY_INTERNAL_SLOTS,
  ATTRIBUTE_BITS,
  COLLECTION_INTERNAL_SLOTS,
  ERROR_INTERNAL_SLOTS,
  FIRST_SHAPE,
  FOREIGN_INTERNAL_SLOTS,
  FUNCTION_INTERNAL_SLOTS,
  HEADER_SIZE,
  ITERATOR_INTERNAL_SLOTS,
  MAX_SHAPES,
  OBJECT_SLOTS,
  PROMISE_INTERNAL_SLOTS,
  SHAPE_BUILTIN,
  SHAPE_BYTES,
  SHAPE_COUNT,
  SHAPE_DICTIONARY,
  SHAPE_INSTANCES,
  SHAPE_KEYS,
  SHAPE_LAYOUT,
  SHAPE_LAZY_FUNCTION,
  SHAPE_PARENT,
  SHAPE_PROTOTYPE,
  SHAPE_TRANSITION_COUNT,
  SHAPE_TRANSITIONS,
  WRAPPER_INTERNAL_SLOTS,
} from '../../../assembly/layouts';
import {
  BuiltinKind,
  H_SHAPE_ARRAY,
  H_SHAPE_FUNCTION,
  H_SHAPE_PROMISE,
  H_SHAPES,
  OBJECT_NULL_SHAPE,
} from '../../../assembly/memory-map';
import { ClassId } from '../../../assembly/names';
import {
  SPECIAL_HOLE,
  SPECIAL_NULL,
  SPECIAL_UNDEFINED,
  TAG_ARRAY,
  TAG_FUNCTION,
  TAG_OBJECT,
  TAG_SPECIAL,
} from '../../../assembly/value';
import { bad, type Heap, Role } from './heap';
import type { ImageHeader } from './image-header';
import { checkKey } from './strings';

/** Internal slots of the objects of a class; classes that no object has are missing. */
const internalSlots: Partial<Record<ClassId, number>> = {
  [ClassId.OBJECT]: 0,
  [ClassId.ARRAY]: ARRAY_INTERNAL_SLOTS,
  [ClassId.FUNCTION]: FUNCTION_INTERNAL_SLOTS,
  [ClassId.ERROR]: ERROR_INTERNAL_SLOTS,
  [ClassId.BOOLEAN]: WRAPPER_INTERNAL_SLOTS,
  [ClassId.NUMBER]: WRAPPER_INTERNAL_SLOTS,
  [ClassId.STRING]: WRAPPER_INTERNAL_SLOTS,
  [ClassId.SYMBOL]: WRAPPER_INTERNAL_SLOTS,
  [ClassId.MAP]: COLLECTION_INTERNAL_SLOTS,
  [ClassId.SET]: COLLECTION_INTERNAL_SLOTS,
  [ClassId.PROMISE]: PROMISE_INTERNAL_SLOTS,
  [ClassId.ITERATOR]: ITERATOR_INTERNAL_SLOTS,
  [ClassId.FOREIGN]: FOREIGN_INTERNAL_SLOTS,
};

const builtinClasses: Record<BuiltinKind, ClassId> = {
  [BuiltinKind.OBJECT]: ClassId.OBJECT,
  [BuiltinKind.FUNCTION]: ClassId.FUNCTION,
  [BuiltinKind.ARRAY]: ClassId.ARRAY,
};

const MAX_INLINE = 65535;
const NO_ACCESSORS: ReadonlySet<number> = new Set();

/** What is an accessor in a shape is one in its child, and nothing else is but perhaps the property added. */
function checkAccessors(shape: Shape, child: Shape, addsAccessor: boolean): void {
  const expected = shape.accessors.size + (addsAccessor ? 1 : 0);
  const kept = [...shape.accessors].every((position) => child.accessors.has(position));
  if (!kept || child.accessors.size !== expected) bad('a transition takes a value for an accessor');
  if (addsAccessor && !child.accessors.has(shape.count)) bad('a transition adds no accessor');
}

/** A shape as its record describes it. */
export interface Shape {
  readonly index: number;
  readonly classId: ClassId;
  readonly flags: number;
  readonly inline: number;
  readonly internal: number;
  readonly count: number;
  /** Bytes of an object, apart from what a function has captured. */
  readonly bytes: number;
  /** Index of the builtin whose shape it is, -1 for none; only its first properties may be missing yet. */
  readonly builtin: number;
  readonly lazyProperties: number;
  /** Positions of properties that are accessors. */
  readonly accessors: ReadonlySet<number>;
}

export class Shapes {
  readonly #heap: Heap;
  readonly #header: ImageHeader;
  readonly #records: number;
  readonly #count: number;
  readonly #shapes: Shape[] = [];
  /** Filled pairs by address of a key list. */
  readonly #keyLists = new Map<number, number>();

  /** @param records address of the slot array that holds all records */
  constructor(heap: Heap, header: ImageHeader, records: number) {
    this.#heap = heap;
    this.#header = header;
    this.#records = records;
    heap.own(records, Role.OWNED);
    this.#count = header.u32(H_SHAPES);
    if (this.#count < FIRST_SHAPE + 2 || this.#count > MAX_SHAPES + FIRST_SHAPE) bad('no shapes');
    heap.slotCount(records, this.#count * (SHAPE_BYTES / 8));
    heap.object = (address, tag) => this.#claimObject(address, tag);
    for (let index = FIRST_SHAPE; index < this.#count; index++) {
      this.#shapes[index] = this.#read(index);
    }
  }

  /** The shape with an index. */
  at(index: number): Shape {
    const shape = this.#shapes[index];
    if (shape === undefined) bad(`there is no shape ${index}`);
    return shape;
  }

  /** The shape of an object that begins at this address. */
  of(address: number): Shape {
    return this.at(this.#heap.second(address));
  }

  #record(index: number): number {
    return this.#records + HEADER_SIZE + index * SHAPE_BYTES;
  }

  #claimObject(address: number, tag: number): void {
    const heap = this.#heap;
    if (!heap.isObject(address)) bad(`${address} is no object`);
    const { classId } = this.of(address);
    const expected =
      classId === ClassId.ARRAY
        ? TAG_ARRAY
        : classId === ClassId.FUNCTION
          ? TAG_FUNCTION
          : TAG_OBJECT;
    if (tag !== expected) bad(`the object at ${address} is of another kind`);
    heap.claim(address, Role.OBJECT);
  }

  #read(index: number): Shape {
    const heap = this.#heap;
    const record = this.#record(index);
    const layout = heap.u32(record + SHAPE_LAYOUT);
    const classId: ClassId = layout & 0xff;
    const flags = (layout >>> 8) & 0xff;
    const inline = layout >>> 16;
    const internal = heap.u32(record + SHAPE_LAYOUT + 4);
    const builtin = heap.u32(record + SHAPE_BUILTIN) - 1;
    const count = heap.rawUpTo(record + SHAPE_COUNT, MAX_INLINE);
    let lazyProperties = 0;
    if (builtin >= 0) {
      const described = heap.constants.builtins[builtin];
      if (
        described === undefined ||
        builtinClasses[described.kind] !== classId ||
        described.properties !== inline
      ) {
        bad(`shape ${index} is not that of builtin ${builtin}`);
      }
      lazyProperties = inline;
    }
    if (internalSlots[classId] !== internal) bad(`shape ${index} is of no known class`);
    if (flags & SHAPE_LAZY_FUNCTION && classId !== ClassId.FUNCTION)
      bad('a lazy shape of no function');
    const bytes = OBJECT_SLOTS + 8 * (internal + inline);
    if (flags & SHAPE_DICTIONARY && count > 0)
      bad(`shape ${index} has properties and is a dictionary`);
    const accessors = count > 0 ? this.#readKeys(index, record, count) : NO_ACCESSORS;
    return {
      index,
      classId,
      flags,
      inline,
      internal,
      count,
      bytes,
      builtin,
      lazyProperties,
      accessors,
    };
  }

  /** The keys of a shape, pairs of key and attributes in the heap or in the code area: which of them are accessors. */
  #readKeys(index: number, record: number, count: number): ReadonlySet<number> {
    const heap = this.#heap;
    const list = heap.u32(record + SHAPE_KEYS);
    const isConstant = list < heap.base;
    if (isConstant) {
      if ((heap.constants.keyLists.get(list) ?? 0) < count) bad(`shape ${index} has no keys`);
    } else {
      heap.internal(record + SHAPE_KEYS, Role.KEYS);
      if (this.#filledPairs(list) < count) bad(`shape ${index} has fewer keys than it says`);
    }
    let accessors: Set<number> | undefined;
    for (let pair = 0; pair < count; pair++) {
      const at = list + HEADER_SIZE + pair * 16 + 8;
      const attributes = isConstant ? heap.constants.u32(at) : heap.u32(at);
      if (attributes & ACCESSOR) {
        accessors ??= new Set();
        accessors.add(pair);
      }
    }
    return accessors ?? NO_ACCESSORS;
  }

  #filledPairs(list: number): number {
    const known = this.#keyLists.get(list);
    if (known !== undefined) return known;
    const heap = this.#heap;
    const capacity = heap.slotCount(list) >>> 1;
    let filled = 0;
    for (; filled < capacity; filled++) {
      const pair = list + HEADER_SIZE + filled * 16;
      if (heap.u32(pair) === 0 && heap.u32(pair + 4) === 0) break;
      checkKey(heap, pair);
      heap.rawUpTo(pair + 8, 0xffffff);
    }
    for (let slot = list + HEADER_SIZE + filled * 16; slot < list + heap.size(list); slot += 8) {
      heap.rawUpTo(slot, 0);
    }
    this.#keyLists.set(list, filled);
    return filled;
  }

  // ---- What records say of each other; once all are known ----

  /** Checks prototypes, transitions and the shapes that the header names. */
  check(): void {
    for (const shape of this.#shapes.slice(FIRST_SHAPE)) this.#checkRecord(shape);
    this.#checkPrototypeChains();
    const named = (field: number, classId: ClassId, optional: boolean): Shape | undefined => {
      const index = this.#header.u32(field);
      if (index === 0 && optional) return undefined;
      const shape = this.at(index);
      if (shape.classId !== classId) bad(`shape ${index} is not of the class it serves`);
      return shape;
    };
    const plain = named(H_SHAPE_ARRAY, ClassId.ARRAY, false)!;
    const lazy = named(H_SHAPE_FUNCTION, ClassId.FUNCTION, false)!;
    const made = this.at(lazy.index + 1);
    const promise = named(H_SHAPE_PROMISE, ClassId.PROMISE, true);
    const bare = named(OBJECT_NULL_SHAPE, ClassId.OBJECT, true);
    for (const shape of [plain, lazy, made, promise]) {
      if (shape && (shape.inline > 0 || shape.count > 0)) bad('a root shape has properties');
    }
    if (made.classId !== ClassId.FUNCTION || !(lazy.flags & SHAPE_LAZY_FUNCTION)) {
      bad('the shapes of functions are none');
    }
    if (bare && bare.count > 0) bad('the shape of bare objects has properties');
  }

  #checkRecord(shape: Shape): void {
    const heap = this.#heap;
    const record = this.#record(shape.index);
    const prototype = record + SHAPE_PROTOTYPE;
    const isNull = heap.u32(prototype + 4) === TAG_SPECIAL && heap.u32(prototype) === SPECIAL_NULL;
    if (!isNull) {
      if (heap.u32(prototype + 4) < TAG_OBJECT) bad(`shape ${shape.index} has no prototype`);
      heap.value(prototype);
    }
    if (shape.count === 0) this.#checkNoKeys(record);
    const instances = heap.u32(record + SHAPE_INSTANCES);
    if (instances !== 0) this.#checkInstances(instances);
    if (heap.u32(record + SHAPE_BUILTIN) > heap.constants.builtins.length) bad('no builtin');
    heap.rawUpTo(record + SHAPE_PARENT, this.#count - 1);
    this.#checkTransitions(shape, record);
  }

  /** A shape without properties may still hold a list that it has grown out of. */
  #checkNoKeys(record: number): void {
    const heap = this.#heap;
    if (heap.isUndefined(record + SHAPE_KEYS)) return;
    const list = heap.u32(record + SHAPE_KEYS);
    if (list < heap.base && heap.constants.keyLists.has(list)) return;
    heap.internal(record + SHAPE_KEYS, Role.KEYS);
    this.#filledPairs(list);
  }

  /** The shape of objects made for a prototype or a constructor. */
  #checkInstances(index: number): void {
    const { classId } = this.at(index);
    if (classId !== ClassId.OBJECT) bad(`shape ${index} is not for plain objects`);
  }

  /** The root shape of what a function constructs, 0 = not known yet. */
  checkInstances(index: number): void {
    if (index !== 0) this.#checkInstances(index);
  }

  #checkTransitions(shape: Shape, record: number): void {
    const heap = this.#heap;
    const count = heap.rawUpTo(record + SHAPE_TRANSITION_COUNT, this.#count);
    if (heap.isUndefined(record + SHAPE_TRANSITIONS)) {
      if (count > 0) bad(`shape ${shape.index} has lost its transitions`);
      return;
    }
    const list = heap.owned(record + SHAPE_TRANSITIONS, Role.OWNED);
    const slots = heap.slotCount(list, 2 * count);
    const first = list + HEADER_SIZE;
    for (let pair = first; pair < first + 16 * count; pair += 16) {
      checkKey(heap, pair);
      this.#checkTransition(shape, pair);
    }
    for (let slot = first + 16 * count; slot < first + 8 * slots; slot += 8) heap.rawUpTo(slot, 0);
  }

  /** Where an object of this shape goes by a key, or by a marker: hole to a dictionary, undefined to other flags, a number to nowhere. */
  #checkTransition(shape: Shape, pair: number): void {
    const heap = this.#heap;
    const child = this.at(heap.u32(pair + 8));
    if (heap.u32(pair + 12) > 0xffffff) bad('a transition has no attributes');
    const low = heap.u32(pair);
    const high = heap.u32(pair + 4);
    if (high < TAG_SPECIAL) return;
    if (
      child.classId !== shape.classId ||
      child.inline !== shape.inline ||
      child.internal !== shape.internal ||
      child.builtin >= 0
    ) {
      bad(`shape ${shape.index} leads to a shape of another layout`);
    }
    // The attributes of a frozen array's elements are a property whose key is null.
    if (high !== TAG_SPECIAL || low === SPECIAL_NULL) {
      if (child.count !== shape.count + 1) bad(`shape ${shape.index} leads too far`);
      const attributes = heap.u32(pair + 12);
      if (attributes & ~ATTRIBUTE_BITS) bad('a transition has no attributes');
      checkAccessors(shape, child, (attributes & ACCESSOR) !== 0);
    } else if (low === SPECIAL_HOLE) {
      if (!(child.flags & SHAPE_DICTIONARY)) bad(`shape ${shape.index} leads to no dictionary`);
    } else if (low === SPECIAL_UNDEFINED) {
      if (child.count !== shape.count || (child.flags ^ shape.flags) & SHAPE_DICTIONARY) {
        bad(`shape ${shape.index} leads to other properties`);
      }
      checkAccessors(shape, child, false);
    } else bad('a transition by no known marker');
  }

  /** No object is among its own prototypes. */
  #checkPrototypeChains(): void {
    const heap = this.#heap;
    const finished = new Uint8Array(this.#count);
    for (let first = FIRST_SHAPE; first < this.#count; first++) {
      const chain: number[] = [];
      let index = first;
      while (finished[index] === 0) {
        finished[index] = 1;
        chain.push(index);
        const prototype = this.#record(index) + SHAPE_PROTOTYPE;
        if (heap.u32(prototype + 4) < TAG_OBJECT) break;
        index = this.of(heap.u32(prototype)).index;
        if (finished[index] === 1) bad('an object is among its own prototypes');
      }
      for (const member of chain) finished[member] = 2;
    }
  }
}
