/** How long collections keep a Vm from running. */
import type { Lease } from '../runtime/leases';
import { isCollecting } from './parking';

/**
 * The time that the chunks of a collection take, added up over the turns of the event loop that it lasts. The first chunk of one
 * that the guest's own allocation begins is part of the entry into the core that runs the guest, and not seen here.
 */
export class CollectionTime {
  #longest = 0;
  #open = 0;

  /** Of the collections that have ended, in milliseconds. */
  get longest(): number {
    return this.#longest;
  }

  /** Does one chunk; false when there is nothing more to do. */
  chunk(lease: Lease): boolean {
    const begun = performance.now();
    const more = lease.core.collect() !== 0;
    lease.check();
    this.#open += performance.now() - begun;
    if (!isCollecting(lease)) {
      this.#longest = Math.max(this.#longest, this.#open);
      this.#open = 0;
    }
    return more;
  }

  /** Does a whole collection, or what is left of one. */
  finish(lease: Lease): void {
    while (this.chunk(lease));
  }
}
