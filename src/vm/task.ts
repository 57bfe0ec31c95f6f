/** A Task: one call of a guest function that the host started. */
import type { CancelCode } from '../snapshot/host-state';
import { VmError } from './errors';
import type { Vm } from './vm';

export type TaskStatus = 'ready' | 'running' | 'blocked' | 'completed' | 'failed' | 'cancelled';

/** What a Task needs of its Vm. @internal */
export interface TaskHost {
  cancelTask(task: Task<any>, code: CancelCode): void;
  stackOf(task: Task<any>): string;
  statusOf(task: Task<any>): 'ready' | 'running' | 'blocked';
  failedUnheard(task: Task<any>, error: unknown): void;
}

const macrotask: (callback: () => void) => void =
  typeof setImmediate === 'function' ? setImmediate : (callback) => setTimeout(callback, 0);

/**
 * A handle on a running guest function. Await it for the function's result: a value by copy, or
 * GuestError (what the guest threw), VmError (a limit, a cancel, the end of the Vm) or MarshalError (the result cannot cross).
 * A Task that fails unawaited raises no `unhandledRejection`; the Vm's event 'task' tells of it.
 */
export class Task<T = unknown> implements Promise<T> {
  readonly id: number;
  readonly vm: Vm;
  readonly #host: TaskHost;
  #outcome: 'pending' | 'completed' | 'failed' | 'cancelled' = 'pending';
  #value: unknown;
  #promise: Promise<T> | undefined;
  #settle: { resolve(value: any): void; reject(reason: unknown): void } | undefined;
  #awaited = false;

  /** Why it is being cancelled. @internal */
  cancelCode: CancelCode | undefined;
  /** Steps it may run. @internal */
  maxSteps = Number.POSITIVE_INFINITY;
  /** Has the core its record? @internal */
  isPrepared = false;
  /** Capabilities it may still call. @internal */
  hostCallsLeft = Number.POSITIVE_INFINITY;
  /** When it is to end at the latest, on the clock of `performance.now`. @internal */
  deadline: number | undefined;
  /** Called once when it ends. @internal */
  onEnd: (() => void) | undefined;

  /** @internal */
  constructor(id: number, vm: Vm, host: TaskHost) {
    this.id = id;
    this.vm = vm;
    this.#host = host;
  }

  get status(): TaskStatus {
    return this.#outcome === 'pending' ? this.#host.statusOf(this) : this.#outcome;
  }

  /** Has it ended? @internal */
  get isOver(): boolean {
    return this.#outcome !== 'pending';
  }

  // biome-ignore lint/suspicious/noThenProperty: a Task is a promise
  then<A = T, B = never>(
    onFulfilled?: ((value: T) => A | PromiseLike<A>) | null,
    onRejected?: ((reason: any) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.#settled().then(onFulfilled, onRejected);
  }

  catch<B = never>(onRejected?: ((reason: any) => B | PromiseLike<B>) | null): Promise<T | B> {
    return this.#settled().catch(onRejected);
  }

  finally(onFinally?: (() => void) | null): Promise<T> {
    return this.#settled().finally(onFinally);
  }

  get [Symbol.toStringTag](): string {
    return 'Task';
  }

  /** Ends the Task: it rejects with 'CANCELLED' after the guest's `finally` blocks have run. Does nothing when it has ended. */
  cancel(): void {
    if (!this.isOver) this.#host.cancelTask(this, 'CANCELLED');
  }

  /**
   * The guest's stack, innermost call first, one `at function (file:line:column)` a line, at most 100. Calls that wait, and those that
   * wait for them, are marked as V8 does: `at async function (…)`. Empty when the Task has ended, has not begun, or waits in no async call.
   */
  stack(): string {
    return this.isOver ? '' : this.#host.stackOf(this);
  }

  /** The promise, made when somebody first asks for it (RULES 22). */
  #settled(): Promise<T> {
    this.#awaited = true;
    if (this.#promise === undefined) {
      if (this.#outcome === 'completed') this.#promise = Promise.resolve(this.#value as T);
      else if (this.#outcome !== 'pending') this.#promise = Promise.reject(this.#value);
      else {
        this.#promise = new Promise((resolve, reject) => {
          this.#settle = { resolve, reject };
        });
      }
    }
    return this.#promise;
  }

  /** @internal */
  complete(value: unknown): void {
    if (this.isOver) return;
    this.#outcome = 'completed';
    this.#value = value;
    this.#end();
    this.#settle?.resolve(value);
    this.#settle = undefined;
  }

  /** @internal */
  fail(error: unknown): void {
    if (this.isOver) return;
    this.#outcome = error instanceof VmError && error.code === 'CANCELLED' ? 'cancelled' : 'failed';
    this.#value = error;
    this.#end();
    this.#settle?.reject(error);
    this.#settle = undefined;
    if (this.#awaited || this.#outcome === 'cancelled') return;
    macrotask(() => {
      if (!this.#awaited) this.#host.failedUnheard(this, error);
    });
  }

  #end(): void {
    const { onEnd } = this;
    this.onEnd = undefined;
    onEnd?.();
  }
}
