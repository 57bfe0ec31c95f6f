/**
 * Who runs next among the Vms of a Runtime: everyone in turn, each as many steps a round as its weight allows.
 * What a Vm ran beyond its share it owes in the next round (deficit round robin), so that long chunks gain nobody anything.
 */

/** Something that runs steps. */
export interface Runnable {
  /** Share of the steps against others; 1 is usual. */
  readonly weight: number;
  /** Steps it may run before others must have had their turn; may be negative. */
  credit: number;
  /** Runs about so many steps; gives the steps charged. */
  runSteps(steps: number): number;
  /** Has it more to do? */
  isReady(): boolean;
}

export class FairQueue<T extends Runnable> {
  readonly #queue: T[] = [];
  #head = 0;
  readonly #members = new Set<T>();
  /** Those with an entry in the queue; a member that was removed keeps its entry until its turn comes. */
  readonly #queued = new Set<T>();

  get size(): number {
    return this.#members.size;
  }

  /** Puts a newcomer at the end; false when it is there already. */
  add(item: T): boolean {
    if (this.#members.has(item)) return false;
    this.#members.add(item);
    this.#push(item);
    return true;
  }

  remove(item: T): void {
    this.#members.delete(item);
  }

  /** Runs the next one for its share of a round; is anyone ready afterwards? */
  runNext(quantum: number): boolean {
    const item = this.#shift();
    if (item === undefined) return false;
    item.credit = Math.min(item.credit, 0) + quantum * item.weight;
    if (item.credit >= 1) item.credit -= item.runSteps(item.credit);
    if (this.#members.has(item)) {
      if (item.isReady()) this.#push(item);
      else this.#members.delete(item);
    }
    return this.#members.size > 0;
  }

  #push(item: T): void {
    if (this.#queued.has(item)) return;
    this.#queued.add(item);
    this.#queue.push(item);
  }

  /** The next member; those that were removed are skipped. */
  #shift(): T | undefined {
    while (this.#head < this.#queue.length) {
      const item = this.#queue[this.#head++]!;
      if (this.#head > 64 && this.#head * 2 > this.#queue.length) {
        this.#queue.splice(0, this.#head);
        this.#head = 0;
      }
      this.#queued.delete(item);
      if (this.#members.has(item)) return item;
    }
    return undefined;
  }
}
