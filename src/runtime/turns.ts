/**
 * When Vms run in the calling thread. A *turn* is how long they run before the event loop gets its chance; between two turns
 * timers and I/O of the host go on. All Runtimes of the thread share one turn, so that their number does not matter.
 *
 * What is asked for first runs in a microtask, within the time left of the current turn, so that a short call costs no trip
 * through the event loop; when the turn is used up, work goes on in a macrotask (RULES 23, 24).
 */

/** Something with work to do in turns. */
export interface TurnTaker {
  /** Milliseconds of a turn. */
  readonly sliceMs: number;
  /** Runs one quantum; is there more to do? */
  runQuantum(): boolean;
}

/** The clock and the two queues of the platform; tests bring their own. */
export interface Platform {
  now(): number;
  microtask(callback: () => void): void;
  macrotask(callback: () => void): void;
}

export class Turns {
  readonly #platform: Platform;
  readonly #ready: TurnTaker[] = [];
  /** When the current turn began; -1 before its first quantum. */
  #begun = -1;
  /** Milliseconds of it that had passed after the last quantum, what the host did in between included. */
  #used = 0;
  #microtask = false;
  #macrotask = false;
  #running = false;

  constructor(platform: Platform) {
    this.#platform = platform;
  }

  /** Asks for a quantum soon. The taker must not be waiting already. */
  request(taker: TurnTaker): void {
    this.#ready.push(taker);
    if (this.#running || this.#microtask) return;
    if (this.#used < taker.sliceMs) {
      this.#microtask = true;
      this.#platform.microtask(this.#inMicrotask);
    } else this.#soon();
  }

  /** Withdraws a request. */
  cancel(taker: TurnTaker): void {
    const index = this.#ready.indexOf(taker);
    if (index >= 0) this.#ready.splice(index, 1);
  }

  /** Asks for a macrotask: a new turn begins there, with work or without. */
  #soon(): void {
    if (this.#macrotask) return;
    this.#macrotask = true;
    this.#platform.macrotask(this.#inMacrotask);
  }

  readonly #inMicrotask = (): void => {
    this.#microtask = false;
    this.#run();
  };

  readonly #inMacrotask = (): void => {
    this.#macrotask = false;
    this.#begun = -1;
    this.#used = 0;
    this.#run();
  };

  #run(): void {
    if (this.#running || this.#ready.length === 0) return;
    if (this.#begun < 0) this.#begun = this.#platform.now();
    this.#running = true;
    try {
      while (this.#ready.length > 0) {
        const taker = this.#ready[0]!;
        if (this.#used >= taker.sliceMs) break;
        this.#ready.shift();
        if (taker.runQuantum()) this.#ready.push(taker);
        this.#used = this.#platform.now() - this.#begun;
      }
    } finally {
      this.#running = false;
      // With work left it goes on there; without, the next turn starts afresh.
      this.#soon();
    }
  }
}

/** Callbacks of the event loop: setImmediate in Node, a MessageChannel in browsers. */
function macrotasks(): (callback: () => void) => void {
  const { setImmediate } = globalThis as { setImmediate?(callback: () => void): unknown };
  if (typeof setImmediate === 'function') return setImmediate;
  const queue: (() => void)[] = [];
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => queue.shift()?.();
  return (callback) => {
    queue.push(callback);
    port2.postMessage(null);
  };
}

const settled = Promise.resolve();

let turns: Turns | undefined;

/** The turns of this thread. */
export function threadTurns(): Turns {
  turns ??= new Turns({
    now: performance.now.bind(performance),
    // Node's queueMicrotask makes a record for its asynchronous hooks each time; a promise's job does not.
    microtask: (callback) => void settled.then(callback),
    macrotask: macrotasks(),
  });
  return turns;
}
