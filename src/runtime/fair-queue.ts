/**
 * Who runs next among the Vms of a Runtime: everyone in turn, each as many steps a round as its weight allows.
 * What a Vm ran beyond its share it owes in the next round (deficit round robin), so that long chunks gain nobody anything.
 */

/** Where something stands with its queue. */
export const enum Queueing {
  /** Not in it. */
  OUT,
  /** Waiting for its turn, or running. */
  IN,
  /** Taken out; its entry is still there, to be skipped. */
  LEFT,
}

/** Something that runs steps. */
export interface Runnable {
  /** Share of the steps against others; 1 is usual. */
  readonly weight: number;
  /** Steps it may run before others must have had their turn; may be negative. */
  credit: number;
  /** Kept by the queue; OUT at first. */
  queueing: Queueing;
  /** Runs about so many steps; gives the steps charged. */
  runSteps(steps: number): number;
  /** Has it more to do? */
  isReady(): boolean;
}

export class FairQueue<T extends Runnable> {
  /** A ring: entries from `#head` on, `#count` of them. */
  #ring: (T | undefined)[] = new Array(8).fill(undefined);
  #head = 0;
  #count = 0;
  #members = 0;

  /** Those in the queue. */
  get size(): number {
    return this.#members;
  }

  /** Puts a newcomer at the end; false when it is there already. */
  add(item: T): boolean {
    if (item.queueing === Queueing.IN) return false;
    this.#members++;
    if (item.queueing === Queueing.OUT) this.#push(item);
    item.queueing = Queueing.IN;
    return true;
  }

  remove(item: T): void {
    if (item.queueing !== Queueing.IN) return;
    item.queueing = Queueing.LEFT;
    this.#members--;
  }

  /** Those in the queue, the next one first. */
  order(): T[] {
    const items: T[] = [];
    for (let index = 0; index < this.#count; index++) {
      const item = this.#ring[(this.#head + index) & (this.#ring.length - 1)]!;
      if (item.queueing === Queueing.IN) items.push(item);
    }
    return items;
  }

  /** Takes all of them out. */
  clear(): void {
    while (this.#count > 0) {
      const item = this.#shift();
      if (item === undefined) break;
      item.queueing = Queueing.OUT;
    }
    this.#members = 0;
  }

  /** Runs the next one for its share of a round; is anyone left afterwards? */
  runNext(quantum: number): boolean {
    const item = this.#shift();
    if (item === undefined) return false;
    item.credit = Math.min(item.credit, 0) + quantum * item.weight;
    if (item.credit >= 1) item.credit -= item.runSteps(item.credit);
    // Its entry is gone from the ring; running, it may have been taken out.
    if (item.queueing === Queueing.IN && item.isReady()) this.#push(item);
    else {
      if (item.queueing === Queueing.IN) this.#members--;
      item.queueing = Queueing.OUT;
    }
    return this.#members > 0;
  }

  #push(item: T): void {
    const { length } = this.#ring;
    if (this.#count === length) {
      const entries = [...this.#ring.slice(this.#head), ...this.#ring.slice(0, this.#head)];
      this.#ring = entries.concat(new Array(length).fill(undefined));
      this.#head = 0;
    }
    this.#ring[(this.#head + this.#count) & (this.#ring.length - 1)] = item;
    this.#count++;
  }

  /** The next one in; those that left are skipped. */
  #shift(): T | undefined {
    while (this.#count > 0) {
      const item = this.#ring[this.#head]!;
      this.#ring[this.#head] = undefined;
      this.#head = (this.#head + 1) & (this.#ring.length - 1);
      this.#count--;
      if (item.queueing === Queueing.IN) return item;
      item.queueing = Queueing.OUT;
    }
    return undefined;
  }
}
