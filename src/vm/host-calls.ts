/** Capability calls in flight: what the guest waits for, until the host has settled it. */

/** A host call that has not been answered yet. */
export interface PendingCall {
  /** Counts the host calls of the Vm. */
  readonly id: number;
  /** As the guest imports it: `db.query`. */
  readonly name: string;
  readonly args: readonly unknown[];
  /** 'call': the Vm waits for the value; 'promise': the guest has a Promise. */
  readonly kind: 'call' | 'promise';
}

export class PendingCalls {
  readonly #promises = new Map<number, PendingCall>();
  /** The call whose function is running now. */
  #current: PendingCall | undefined;

  get size(): number {
    return this.#promises.size + (this.#current === undefined ? 0 : 1);
  }

  begin(call: PendingCall): void {
    this.#current = call;
  }

  end(): void {
    this.#current = undefined;
  }

  /** The current call goes on as a promise. */
  promise(id: number, name: string, args: readonly unknown[]): void {
    this.#promises.set(id, { id, name, args, kind: 'promise' });
  }

  /** Takes a promise out: it is settled now. False when it was before. */
  settle(id: number): boolean {
    return this.#promises.delete(id);
  }

  list(): PendingCall[] {
    const promises = [...this.#promises.values()];
    return this.#current === undefined ? promises : [this.#current, ...promises];
  }

  clear(): void {
    this.#promises.clear();
    this.#current = undefined;
  }
}

/** Is it a promise, of this realm or another? */
export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return (
    ((typeof value === 'object' && value !== null) || typeof value === 'function') &&
    typeof (value as { then?: unknown }).then === 'function'
  );
}
