/**
 * The heap of an image, and the walk over it. Every object gets one *role*, from the place that refers to it; the visitor of the role
 * checks what the object holds and claims what it refers to. An image in which every object keeps its role is one that the core can
 * run without reading or writing where it must not.
 */
import {
  HEADER_SIZE,
  KIND_FREE,
  KIND_MASK,
  KIND_RAW,
  KIND_SLOTS,
  KIND_STACK,
  KIND_TABLE,
  MAX_STACK_FRAMES,
} from '../../../assembly/layouts';
import {
  CANONICAL_NAN_HIGH,
  SPECIAL_HOLE,
  SPECIAL_TRUE,
  SPECIAL_UNDEFINED,
  SPECIAL_UNINITIALISED,
  TAG_ARRAY,
  TAG_FUNCTION,
  TAG_INTERNAL,
  TAG_OBJECT,
  TAG_SPECIAL,
  TAG_STRING,
  TAG_SYMBOL,
} from '../../../assembly/value';
import type { CodeConstants } from './constants';

/** Of the special values those up to the first may be seen by a guest; there is none above the second. */
const LAST_GUEST_SPECIAL = SPECIAL_TRUE;
const LAST_SPECIAL = SPECIAL_UNINITIALISED;

/** Address of a slot of a slot array. */
export const slotAt = (array: number, index: number): number => array + HEADER_SIZE + 8 * index;

/** What an object of the heap is for. */
export const enum Role {
  /** No object begins here. */
  NOTHING,
  /** An object that nothing has claimed yet. */
  UNCLAIMED,
  /** Only the collector looks at it: what a call left in a register. */
  OPAQUE,
  STRING,
  SYMBOL,
  CELL,
  ACCESSOR,
  /** Object, array, function: its shape says which. */
  OBJECT,
  /** Owned by one object each: elements, properties that do not lie in the object, properties of a dictionary. */
  ELEMENTS,
  OVERFLOW,
  PROPERTIES,
  /** Of a Map or Set. */
  COLLECTION,
  CAPTURED_STACK,
  KEYS,
  REACTIONS,
  COROUTINE,
  MESSAGE,
  /** Chunks of a message, and the list of them. */
  MESSAGE_CHUNKS,
  /** A shape of a message being read: its keys. */
  MESSAGE_SHAPE,
  /** Anything that is checked where it is referred to, and referred to once. */
  OWNED,
  ENCODING,
  DECODING,
  COUNT,
}

/** The image contradicts itself: it cannot be what a core has left. */
export class BadImage extends Error {}

export function bad(reason: string): never {
  throw new BadImage(reason);
}

/** Set with a role whose visitor has been called. */
const VISITED = 0x80;
const ROLE_MASK = 0x7f;

/** Checks an object that has a role; its address. */
export type Visitor = (address: number) => void;

export class Heap {
  /** First address, and the one after the last object. */
  readonly base: number;
  readonly top: number;
  readonly constants: CodeConstants;
  readonly #words: Uint32Array;
  /** Of each word of eight bytes: the role of the object that begins there. */
  readonly #roles: Uint8Array;
  readonly #waiting: number[] = [];
  readonly #visitors: (Visitor | undefined)[] = new Array(Role.COUNT);

  /** @param words the heap, from `base` on */
  constructor(words: Uint32Array, base: number, constants: CodeConstants) {
    this.#words = words;
    this.base = base;
    this.top = base + words.length * 4;
    this.constants = constants;
    this.#roles = new Uint8Array(words.length >>> 1);
    this.#findObjects();
  }

  /** Objects lie one after the other, up to the top. */
  #findObjects(): void {
    const words = this.#words;
    const roles = this.#roles;
    const count = words.length;
    let at = 0;
    while (at < count) {
      const header = words[at]!;
      const kind = header & KIND_MASK;
      const size = (header & ~KIND_MASK) >>> 0;
      if (kind > KIND_FREE || size < HEADER_SIZE || size > (count - at) * 4) {
        bad(`there is no object at ${this.base + at * 4}`);
      }
      if (kind !== KIND_FREE) roles[at >>> 1] = Role.UNCLAIMED;
      at += size >>> 2;
    }
  }

  // ---- Reading ----

  /** The u32 at an address inside of the heap. */
  u32(address: number): number {
    return this.#words[(address - this.base) >>> 2]!;
  }

  /** A raw number in a slot: below 2^32. */
  raw(address: number): number {
    if (this.u32(address + 4) !== 0) bad(`the slot at ${address} holds no count`);
    return this.u32(address);
  }

  /** A raw number in a slot that is at most so large. */
  rawUpTo(address: number, most: number): number {
    const value = this.raw(address);
    if (value > most) bad(`the slot at ${address} holds ${value}, more than ${most}`);
    return value;
  }

  kind(address: number): number {
    return this.u32(address) & KIND_MASK;
  }

  size(address: number): number {
    return (this.u32(address) & ~KIND_MASK) >>> 0;
  }

  /** The second word of an object's header. */
  second(address: number): number {
    return this.u32(address + 4);
  }

  isUndefined(address: number): boolean {
    return this.u32(address + 4) === TAG_SPECIAL && this.u32(address) === SPECIAL_UNDEFINED;
  }

  isHole(address: number): boolean {
    return this.u32(address + 4) === TAG_SPECIAL && this.u32(address) === SPECIAL_HOLE;
  }

  // ---- Claiming ----

  /** Says how objects of a role are checked. */
  visit(role: Role, visitor: Visitor): void {
    this.#visitors[role] = visitor;
  }

  /** Does an object begin at this address? */
  isObject(address: number): boolean {
    const offset = address - this.base;
    return (
      offset >= 0 &&
      address < this.top &&
      (offset & 7) === 0 &&
      this.#roles[offset >>> 3] !== Role.NOTHING
    );
  }

  /** Gives an object a role, which must be the one it has if it has one. */
  claim(address: number, role: Role): void {
    const offset = address - this.base;
    if (offset < 0 || address >= this.top || (offset & 7) !== 0) bad(`${address} is no object`);
    const known = this.#roles[offset >>> 3]! & ROLE_MASK;
    if (known === role) return;
    if (known !== Role.UNCLAIMED && known !== Role.OPAQUE) {
      if (known !== Role.NOTHING && role === Role.OPAQUE) return;
      bad(known === Role.NOTHING ? `${address} is no object` : `${address} has two roles`);
    }
    this.#roles[offset >>> 3] = role;
    this.#waiting.push(address);
  }

  /** Gives an object that nobody else may refer to a role. */
  own(address: number, role: Role): void {
    const offset = address - this.base;
    if (this.isObject(address)) {
      const known = this.#roles[offset >>> 3]! & ROLE_MASK;
      if (known !== Role.UNCLAIMED && known !== Role.OPAQUE) bad(`${address} has two owners`);
    }
    this.claim(address, role);
  }

  /** Checks all that has been claimed, and what that claims. */
  run(): void {
    const waiting = this.#waiting;
    for (let address = waiting.pop(); address !== undefined; address = waiting.pop()) {
      const at = (address - this.base) >>> 3;
      const role = this.#roles[at]!;
      // One that was claimed again meanwhile is here twice.
      if (role & VISITED) continue;
      this.#roles[at] = role | VISITED;
      this.#visitors[role]?.(address);
    }
  }

  // ---- Slots ----

  /** The internal object in a slot gets a role; its address, or 0 when the slot holds undefined. */
  optional(address: number, role: Role): number {
    return this.isUndefined(address) ? 0 : this.internal(address, role);
  }

  /** The same for a slot that must hold one. */
  internal(address: number, role: Role): number {
    if (this.u32(address + 4) !== TAG_INTERNAL)
      bad(`the slot at ${address} holds nothing internal`);
    const object = this.u32(address);
    this.claim(object, role);
    return object;
  }

  /** The same for an object that nobody else refers to. */
  owned(address: number, role: Role): number {
    if (this.u32(address + 4) !== TAG_INTERNAL)
      bad(`the slot at ${address} holds nothing internal`);
    const object = this.u32(address);
    this.own(object, role);
    return object;
  }

  /** A slot holds a value that guest code may see. */
  value(address: number): void {
    const low = this.u32(address);
    const high = this.u32(address + 4);
    if (high === TAG_SPECIAL && low > LAST_GUEST_SPECIAL) bad(`no guest may see ${address}`);
    this.slotValue(low, high);
  }

  /** The same, or one of the values that only code may see: hole, uninitialised. */
  anyValue(address: number): void {
    this.slotValue(this.u32(address), this.u32(address + 4));
  }

  /** Slots [from, end) hold values. */
  anyValues(from: number, end: number): void {
    for (let slot = from; slot < end; slot += 8) this.anyValue(slot);
  }

  /** A slot that nothing but the collector reads. */
  opaque(address: number): void {
    this.opaqueWords(this.u32(address), this.u32(address + 4));
  }

  opaqueWords(low: number, high: number): void {
    if (high < TAG_INTERNAL) return;
    // The collector takes whatever lies below the heap for a constant.
    if (low >= this.base) this.claim(low, Role.OPAQUE);
  }

  /** The words of a slot are a value: canonical if it is NaN, a special value, or a pointer of its tag. */
  slotValue(low: number, high: number): void {
    if (high < TAG_SPECIAL) {
      const hasFullExponent = (high & 0x7ff00000) === 0x7ff00000;
      if (!hasFullExponent || ((high & 0xfffff) === 0 && low === 0)) return;
      if (high !== CANONICAL_NAN_HIGH || low !== 0) bad('a number that is not the one NaN');
      return;
    }
    switch (high) {
      case TAG_SPECIAL:
        if (low > LAST_SPECIAL) bad(`there is no special value ${low}`);
        return;
      case TAG_STRING:
        this.string(low);
        return;
      case TAG_SYMBOL:
        if (low >= this.base) this.claim(low, Role.SYMBOL);
        else if (!this.constants.symbols.has(low)) bad(`${low} is no symbol`);
        return;
      case TAG_OBJECT:
      case TAG_ARRAY:
      case TAG_FUNCTION:
        this.object(low, high);
        return;
      default:
        bad('a value of no known kind');
    }
  }

  string(address: number): void {
    if (address >= this.base) this.claim(address, Role.STRING);
    else if (!this.constants.strings.has(address)) bad(`${address} is no string`);
  }

  /** An object that values with this tag may point to; set by objects.ts. */
  object: (address: number, tag: number) => void = () => bad('there are no shapes');

  // ---- Common objects ----

  /** An internal slot array with at least so many slots; gives how many it has. */
  slotCount(address: number, least = 0): number {
    if (this.kind(address) !== KIND_SLOTS) bad(`${address} is no array of slots`);
    const count = (this.size(address) - HEADER_SIZE) >>> 3;
    if (count < least) bad(`${address} has ${count} slots, fewer than ${least}`);
    return count;
  }
}

/** Checks the roles whose objects say all about themselves. */
export function visitPlainObjects(heap: Heap): void {
  heap.visit(Role.OPAQUE, (address) => {
    const kind = heap.kind(address);
    if (kind === KIND_RAW || kind === KIND_TABLE) return;
    const used = kind === KIND_STACK ? stackUsed(heap, address) : heap.size(address);
    for (let slot = address + HEADER_SIZE; slot < address + used; slot += 8) heap.opaque(slot);
  });
  heap.visit(Role.SYMBOL, (address) => {
    heap.slotCount(address, 1);
    if (!heap.isUndefined(address + HEADER_SIZE)) {
      if (heap.u32(address + HEADER_SIZE + 4) !== TAG_STRING)
        bad('a symbol is not described by a text');
      heap.string(heap.u32(address + HEADER_SIZE));
    }
  });
  heap.visit(Role.CELL, (address) => {
    heap.slotCount(address, 1);
    heap.anyValue(address + HEADER_SIZE);
  });
  heap.visit(Role.ACCESSOR, (address) => {
    heap.slotCount(address, 2);
    for (const slot of [slotAt(address, 0), slotAt(address, 1)]) {
      if (!heap.isUndefined(slot) && heap.u32(slot + 4) !== TAG_FUNCTION) {
        bad('an accessor is no function');
      }
      heap.value(slot);
    }
  });
  heap.visit(Role.ELEMENTS, (address) => {
    const end = address + HEADER_SIZE + 8 * heap.slotCount(address);
    for (let slot = address + HEADER_SIZE; slot < end; slot += 8) {
      if (!heap.isHole(slot)) heap.value(slot);
    }
  });
  heap.visit(Role.CAPTURED_STACK, (address) => {
    if (heap.kind(address) !== KIND_RAW) bad('a captured stack is not raw');
    if (heap.size(address) > HEADER_SIZE + 8 * MAX_STACK_FRAMES)
      bad('a captured stack is too deep');
    const end = address + heap.size(address);
    for (let pair = address + HEADER_SIZE; pair < end; pair += 8) {
      if (heap.constants.template(heap.u32(pair)) === undefined) {
        bad('a captured stack names a function that is not there');
      }
    }
  });
}

/** Bytes of a stack object that hold slots, its header included. */
export function stackUsed(heap: Heap, address: number): number {
  const used = heap.second(address);
  if (used < HEADER_SIZE || used > heap.size(address) || (used & 7) !== 0) {
    bad(`the stack at ${address} is used beyond its end`);
  }
  return used;
}
