/** Notes when the host could have stopped a guest, and stops it when its time is over. */
import type { LimitedRun } from './peer';

export class InterruptClock {
  private last = 0;
  private longest = 0;
  private deadline = 0;

  constructor(private readonly milliseconds: number) {}

  start(): void {
    this.last = performance.now();
    this.deadline = this.last + this.milliseconds;
  }

  /** What the engine calls from inside the guest; true = stop. */
  readonly onInterrupt = (): boolean => {
    const now = performance.now();
    this.longest = Math.max(this.longest, now - this.last);
    this.last = now;
    return now > this.deadline;
  };

  finish(outcome: string): LimitedRun {
    this.longest = Math.max(this.longest, performance.now() - this.last);
    return { outcome, longestWait: this.longest };
  }
}
