/**
 * A ring: its members in the order they came. Putting one in and taking one out costs a few stores; a Map or Set would hash its member, and
 * be made smaller, by a slow way, whenever the last one leaves.
 */

/** A place in a ring; a class of members extends it. A member is in one ring at most. */
export class Link {
  /** @internal */
  before: Link | undefined;
  /** @internal */
  after: Link | undefined;
}

export class Ring<T extends Link> {
  /** Before the first and after the last. */
  readonly #ends = new Link();
  #size = 0;

  constructor() {
    this.#ends.before = this.#ends;
    this.#ends.after = this.#ends;
  }

  get size(): number {
    return this.#size;
  }

  /** Puts it at the end. It must not be in a ring. */
  add(member: T): void {
    const last = this.#ends.before!;
    member.before = last;
    member.after = this.#ends;
    last.after = member;
    this.#ends.before = member;
    this.#size++;
  }

  /** Takes it out; false when it is in no ring. */
  remove(member: T): boolean {
    const { before, after } = member;
    if (before === undefined || after === undefined) return false;
    before.after = after;
    after.before = before;
    member.before = undefined;
    member.after = undefined;
    this.#size--;
    return true;
  }

  /** The members in order. The ring must not change meanwhile. */
  *[Symbol.iterator](): Generator<T> {
    for (let link = this.#ends.after!; link !== this.#ends; link = link.after!) yield link as T;
  }
}
