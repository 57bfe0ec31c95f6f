/**
 * Idle Vms give their memories back: one that has had nothing to run for a while is parked, and costs the bytes it uses from then on. Free
 * memories that nobody has needed for as long go too, all but a few.
 *
 * One timer serves all Vms of a Runtime. It is set when a Vm comes to rest, goes off once in IDLE_MS, and is set again only while something
 * is left to give back. It keeps no process alive.
 */
import type { LeasePool } from './leases';

/** A Vm is parked when it has been idle for one to two times as long, in milliseconds. */
export const IDLE_MS = 100;

/** Clock and timers of the platform; tests bring their own. */
export interface Timers {
  /** Milliseconds. */
  now(): number;
  set(callback: () => void, milliseconds: number): unknown;
  clear(timer: unknown): void;
}

const platform: Timers = {
  now: performance.now.bind(performance),
  set(callback, milliseconds) {
    const timer: unknown = setTimeout(callback, milliseconds);
    // Browsers have numbers for timers, and nothing to keep alive.
    (timer as { unref?(): void }).unref?.();
    return timer;
  },
  clear(timer) {
    clearTimeout(timer as ReturnType<typeof setTimeout>);
  },
};

export class IdleParking {
  readonly #pool: LeasePool;
  readonly #sliceMs: number;
  readonly #timers: Timers;
  #timer: unknown;
  /** Uses of the pool when the timer was set: what has not been used since is idle. */
  #mark = 0;

  /** @param sliceMs how long parking may keep the host waiting at a time, in milliseconds */
  constructor(pool: LeasePool, sliceMs: number, timers = platform) {
    this.#pool = pool;
    this.#sliceMs = sliceMs;
    this.#timers = timers;
  }

  /** A Vm has come to rest. */
  notice(): void {
    if (this.#timer === undefined) this.#set(IDLE_MS);
  }

  stop(): void {
    if (this.#timer !== undefined) this.#timers.clear(this.#timer);
    this.#timer = undefined;
  }

  #set(milliseconds: number): void {
    this.#mark = this.#pool.uses;
    this.#timer = this.#timers.set(this.#sweep, milliseconds);
  }

  readonly #sweep = (): void => {
    this.#timer = undefined;
    const { now } = this.#timers;
    const end = now() + this.#sliceMs;
    const mark = this.#mark;
    let more = false;
    for (const lease of this.#pool.idleLeases()) {
      if (lease.lastUse > mark) {
        more = true;
        continue;
      }
      if (now() >= end) {
        // The others when the host has had its turn.
        this.#timer = this.#timers.set(this.#sweep, 0);
        return;
      }
      lease.owner!.park();
    }
    if (this.#pool.trim() || more) this.#set(IDLE_MS);
  };
}
