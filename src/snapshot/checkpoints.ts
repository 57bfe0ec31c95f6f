/** Places of a recording that a replay has passed, so that going back is cheap: few enough to keep, and evenly spread. */
import type { Checkpoint } from './playback';

/** Steps from one to the next, while there are few. */
const FIRST_INTERVAL = 100_000;
const MOST = 32;
const MOST_BYTES = 64 * 1024 * 1024;

export class Checkpoints {
  /** In order; the first is the beginning. */
  #kept: Checkpoint[];
  #interval = FIRST_INTERVAL;

  constructor(beginning: Checkpoint) {
    this.#kept = [beginning];
  }

  /** The last one that lies at or before this place. */
  before(step: number, sequence: number): Checkpoint {
    const lies = (kept: Checkpoint) =>
      kept.step < step || (kept.step === step && kept.sequence <= sequence);
    return this.#kept.findLast(lies) ?? this.#kept[0]!;
  }

  /** Steps at which the next is due, from `step` on. */
  dueAfter(step: number): number {
    return this.before(step, Number.POSITIVE_INFINITY).step + this.#interval;
  }

  add(checkpoint: Checkpoint): void {
    const next = this.#kept.findIndex(({ step }) => step > checkpoint.step);
    this.#kept.splice(next < 0 ? this.#kept.length : next, 0, checkpoint);
    while (this.#kept.length > 1 && (this.#kept.length > MOST || this.#bytes() > MOST_BYTES)) {
      this.#interval *= 2;
      this.#kept = this.#kept.filter((_, place) => place % 2 === 0);
    }
  }

  #bytes(): number {
    return this.#kept.reduce((sum, { state }) => sum + state.parked.byteLength, 0);
  }
}
