/** The clock of a Vm with `clock: 'host'`: set before the core runs, and an alarm for its next timer when nothing else is to do. */
import { H_TIMER_DUE } from '../../assembly/memory-map';
import type { Lease } from '../runtime/leases';

/** Longest wait of the platform's timers, in milliseconds. */
const MAX_WAIT_MS = 0x7fffffff;

export class HostClock {
  /** What the Vm's clock showed when it was stopped. */
  readonly #elapsed: number;
  /** When the Vm's clock was 0. */
  #origin: number | undefined;
  #alarm: ReturnType<typeof setTimeout> | undefined;

  /** @param elapsed milliseconds that the Vm's clock shows at its first tick here */
  constructor(elapsed = 0) {
    this.#elapsed = elapsed;
  }

  /** What the Vm's clock shows while the core runs: nothing moves it then (RULES 18). */
  tick(): number {
    this.#origin ??= performance.now() - this.#elapsed;
    clearTimeout(this.#alarm);
    return this.read();
  }

  /** Milliseconds that the Vm's clock would show after a tick now. */
  read(): number {
    if (this.#origin === undefined) return this.#elapsed;
    return Math.floor(performance.now() - this.#origin);
  }

  /** Calls back when the next timer of the Vm is due, if it has one. */
  setAlarm(lease: Lease, wake: () => void): void {
    const due = lease.f64[H_TIMER_DUE >>> 3]!;
    if (!(due < Number.POSITIVE_INFINITY)) return;
    const wait = Math.max(1, Math.ceil((this.#origin ?? 0) + due - performance.now()));
    this.#alarm = setTimeout(wake, Math.min(wait, MAX_WAIT_MS));
  }

  stop(): void {
    clearTimeout(this.#alarm);
  }
}
