/** Calls of one capability under its limits: how many at once, how many a second, how many waiting, how long each. */
import { ThrottledError, TimeoutError } from '../vm/errors';
import type { CapabilityOptions } from './capability';

const DEFAULT_MAX_QUEUE = 1000;

interface Waiting {
  start: () => unknown;
  resolve: (value: unknown) => void;
  reject: (reason: unknown) => void;
}

/** Time of the host, in milliseconds; a test brings its own. */
export type Clock = () => number;

export class Quota {
  readonly #name: string;
  readonly #maxConcurrent: number;
  readonly #ratePerSecond: number;
  readonly #maxQueue: number;
  readonly #timeoutMs: number;
  readonly #now: Clock;
  readonly #queue: Waiting[] = [];
  #active = 0;
  /** Calls that may begin now: a bucket that fills at the rate and holds one second's worth, at least one. */
  #tokens: number;
  #filledAt: number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  constructor(name: string, options: CapabilityOptions, now: Clock = () => performance.now()) {
    this.#name = name;
    this.#maxConcurrent = options.maxConcurrent ?? Number.POSITIVE_INFINITY;
    this.#ratePerSecond = options.ratePerSecond ?? Number.POSITIVE_INFINITY;
    this.#maxQueue = options.maxQueue ?? DEFAULT_MAX_QUEUE;
    this.#timeoutMs = options.timeoutMs ?? Number.POSITIVE_INFINITY;
    this.#now = now;
    this.#tokens = Math.max(1, this.#ratePerSecond);
    this.#filledAt = now();
  }

  /** Calls in progress. */
  get active(): number {
    return this.#active;
  }

  /** Calls that wait for their turn. */
  get waiting(): number {
    return this.#queue.length;
  }

  /** Starts the call now or later; rejects when the queue is full or the time is up. */
  call(start: () => unknown): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const waiting = this.#withTimeout({ start, resolve, reject });
      if (this.#queue.length === 0 && this.#mayStart()) this.#start(waiting);
      else if (this.#queue.length >= this.#maxQueue) {
        waiting.reject(new ThrottledError(`${this.#name}: more than ${this.#maxQueue} calls wait`));
      } else {
        this.#queue.push(waiting);
        this.#later();
      }
    });
  }

  /** Starts nothing more: the Vm is over. */
  close(): void {
    this.#closed = true;
    this.#queue.length = 0;
    clearTimeout(this.#timer);
  }

  #withTimeout(waiting: Waiting): Waiting {
    if (this.#timeoutMs === Number.POSITIVE_INFINITY) return waiting;
    const timer = setTimeout(() => {
      const index = this.#queue.indexOf(guarded);
      if (index >= 0) this.#queue.splice(index, 1);
      waiting.reject(new TimeoutError(`${this.#name}: no answer in ${this.#timeoutMs} ms`));
    }, this.#timeoutMs);
    const guarded: Waiting = {
      start: waiting.start,
      resolve: (value) => {
        clearTimeout(timer);
        waiting.resolve(value);
      },
      reject: (reason) => {
        clearTimeout(timer);
        waiting.reject(reason);
      },
    };
    return guarded;
  }

  #mayStart(): boolean {
    if (this.#closed || this.#active >= this.#maxConcurrent) return false;
    if (this.#ratePerSecond === Number.POSITIVE_INFINITY) return true;
    const now = this.#now();
    const filled = this.#tokens + ((now - this.#filledAt) * this.#ratePerSecond) / 1000;
    this.#tokens = Math.min(filled, Math.max(1, this.#ratePerSecond));
    this.#filledAt = now;
    return this.#tokens >= 1;
  }

  #start({ start, resolve, reject }: Waiting): void {
    this.#active++;
    if (this.#ratePerSecond !== Number.POSITIVE_INFINITY) this.#tokens--;
    let result: unknown;
    try {
      result = start();
    } catch (error) {
      result = Promise.reject(error);
    }
    Promise.resolve(result).then(
      (value) => this.#ended(() => resolve(value)),
      (reason) => this.#ended(() => reject(reason)),
    );
  }

  #ended(settle: () => void): void {
    this.#active--;
    settle();
    this.#next();
  }

  #next(): void {
    while (this.#queue.length > 0 && this.#mayStart()) this.#start(this.#queue.shift()!);
    this.#later();
  }

  /** When only the rate holds the queue up, tries again when the next call may begin. */
  #later(): void {
    if (this.#queue.length === 0 || this.#timer !== undefined || this.#closed) return;
    if (this.#active >= this.#maxConcurrent) return;
    const wait = Math.max(1, Math.ceil(((1 - this.#tokens) * 1000) / this.#ratePerSecond));
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#next();
    }, wait);
  }
}
