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

/** A call in the list of its Vm: a link of a ring, so that it is taken out at no cost. */
export class Call {
  readonly id: number;
  readonly name: string;
  readonly args: readonly unknown[];
  /** Is it in the list? */
  pending = false;
  /** The Vm was restored since: what it gives is nobody's. */
  isLost = false;
  /** @internal */
  before: Call = this;
  /** @internal */
  after: Call = this;

  constructor(id: number, name: string, args: readonly unknown[]) {
    this.id = id;
    this.name = name;
    this.args = args;
  }
}

export class PendingCalls {
  /** The ring's own link; promises in order behind it. */
  readonly #ring = new Call(0, '', []);
  #promises = 0;
  /** The call whose function is running now. */
  #current: Call | undefined;

  get size(): number {
    return this.#promises + (this.#current === undefined ? 0 : 1);
  }

  /** The call that the Vm waits in. */
  get current(): Call | undefined {
    return this.#current;
  }

  begin(call: Call): void {
    this.#current = call;
  }

  end(): void {
    this.#current = undefined;
  }

  /** The call goes on as a promise. */
  promise(call: Call): void {
    const ring = this.#ring;
    call.pending = true;
    call.before = ring.before;
    call.after = ring;
    ring.before.after = call;
    ring.before = call;
    this.#promises++;
  }

  /** Takes a promise out: it is settled now. False when it was before. */
  settle(call: Call): boolean {
    if (!call.pending) return false;
    call.pending = false;
    call.before.after = call.after;
    call.after.before = call.before;
    this.#promises--;
    return true;
  }

  /** Does the call still wait? */
  has(call: Call): boolean {
    return call.pending || this.#current === call;
  }

  /** The promise with this id. */
  find(id: number): Call | undefined {
    for (let call = this.#ring.after; call !== this.#ring; call = call.after) {
      if (call.id === id) return call;
    }
    return undefined;
  }

  list(): PendingCall[] {
    const calls: PendingCall[] = [];
    const add = ({ id, name, args }: Call, kind: PendingCall['kind']) =>
      calls.push({ id, name, args, kind });
    if (this.#current !== undefined) add(this.#current, 'call');
    for (let call = this.#ring.after; call !== this.#ring; call = call.after) add(call, 'promise');
    return calls;
  }

  /** Forgets all calls. What they give later is dropped. */
  clear(): void {
    while (this.#ring.after !== this.#ring) {
      this.#ring.after.isLost = true;
      this.settle(this.#ring.after);
    }
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
