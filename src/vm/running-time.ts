/** How long a Vm has had something to run (`timeoutMs`): waiting for the host does not count, nor what its capabilities take. */
export class RunningTime {
  /** Before the current stretch. */
  #spent = 0;
  /** Since when it is runnable; -1 = it is not, or nobody asks. */
  #since = -1;
  /** Spent in capabilities in the current stretch. */
  #capabilities = 0;

  /** Is the time being taken? */
  get isRunning(): boolean {
    return this.#since >= 0;
  }

  start(): void {
    if (this.#since >= 0) return;
    this.#since = performance.now();
    this.#capabilities = 0;
  }

  stop(): void {
    if (this.#since < 0) return;
    this.#spent += performance.now() - this.#since - this.#capabilities;
    this.#since = -1;
  }

  /** Leaves out what began at `start`. */
  leaveOut(start: number): void {
    this.#capabilities += performance.now() - start;
  }

  /** Milliseconds so far; 0 while the time is not taken. */
  total(): number {
    return this.#since < 0 ? 0 : this.#spent + performance.now() - this.#since - this.#capabilities;
  }

  /** Begins again at 0. */
  reset(): void {
    this.#spent = 0;
    this.#since = performance.now();
    this.#capabilities = 0;
  }
}
