/** Serves the capability calls of a Vm: runs the host's function and answers with its value, its throw, or a promise (RULES 17). */
import { Answer, CONSOLE_CALL, Inbox } from '../../assembly/messages';
import type { HostFunction } from '../capabilities/resolve';
import type { DecodeContext } from '../marshal/decode';
import { encodeMessage } from '../marshal/encode';
import type { ForeignTable } from '../marshal/foreign';
import { encodeThrown } from '../marshal/thrown';
import type { Lease } from '../runtime/leases';
import type { RestoredCall } from './engine';
import { MarshalError, VmError } from './errors';
import { Call, isThenable, PendingCalls } from './host-calls';
import type { AnswerKind } from './inbox';
import type { RegionObserver } from './observer';
import type { VmSettings } from './options';
import * as region from './region';
import type { RunningTime } from './running-time';
import type { Task } from './task';

/** What serving a call needs of its Vm. */
export interface CallOwner {
  readonly settings: VmSettings;
  readonly tasks: ReadonlyMap<number, Task<any>>;
  readonly foreign: ForeignTable;
  readonly context: DecodeContext;
  readonly isOver: boolean;
  readonly observer: RegionObserver | undefined;
  answerWith(lease: Lease, kind: AnswerKind, bytes: Uint8Array): void;
  post(kind: Inbox, id: number, extra: number, message: Uint8Array): void;
  cancelTask(task: Task<any>, code: 'THROTTLED'): void;
}

/** What a call becomes that is not made again after a restore. */
function lost({ name }: Call): Error {
  const error = new Error(`${name} was in flight when the snapshot was taken`);
  error.name = 'HostCallLostError';
  return error;
}

export class CapabilityCalls {
  readonly pending = new PendingCalls();
  /** Calls made so far. */
  total = 0;
  /** Answers that came for calls of before a restore. */
  dropped = 0;
  /** A function of the host is running for this Vm. */
  isInside = false;
  /** By capability index. */
  functions: readonly HostFunction[] = [];
  readonly #owner: CallOwner;
  readonly #time: RunningTime;

  constructor(owner: CallOwner, time: RunningTime) {
    this.#owner = owner;
    this.#time = time;
  }

  /** Runs the function that the region has called and answers. @param isAgain the call was counted before a restore */
  serve(lease: Lease, isAgain = false): void {
    const index = region.calledCapability(lease);
    const args = this.#arguments(lease);
    if (args === undefined) return;
    if (index === CONSOLE_CALL) this.#console(lease, args);
    else this.#call(lease, index, args, isAgain);
  }

  /** Notes the call that the region has left as `serve` does, but runs nothing: whoever replays it answers. Was it counted? */
  note(lease: Lease): boolean {
    const { settings, context } = this.#owner;
    const index = region.calledCapability(lease);
    const { tag, address } = region.argumentSlot(lease);
    let args: unknown;
    try {
      args = region.readMessage(lease, tag, address, settings, context);
    } catch (error) {
      if (!(error instanceof MarshalError) || error.code === 'BAD_MESSAGE') throw error;
    }
    const name = index === CONSOLE_CALL ? 'console' : (this.functions[index]?.name ?? '');
    this.pending.begin(new Call(region.lastCallId(lease), name, Array.isArray(args) ? args : []));
    if (index === CONSOLE_CALL) return false;
    this.total++;
    const task = this.#owner.tasks.get(region.runningTask(lease));
    if (task !== undefined && task.hostCallsLeft > 0) task.hostCallsLeft--;
    return true;
  }

  /** Takes back what `note` counted. */
  forget(lease: Lease): void {
    this.total--;
    const task = this.#owner.tasks.get(region.runningTask(lease));
    if (task !== undefined) task.hostCallsLeft++;
  }

  /** A call that was in flight when the image was made, and that is neither answered nor made again. */
  hold(call: Call, kind: 'call' | 'promise'): void {
    if (kind === 'promise') this.pending.promise(call);
    else this.pending.begin(call);
  }

  /** Makes a held call again, or lets it fail; one that was answered since is over. */
  goOn(lease: Lease, { call, kind, capability, fate, failure }: RestoredCall): void {
    if (!this.pending.has(call)) return;
    if (kind === 'call') {
      this.pending.end();
      if (fate === 'reject' || failure !== undefined) this.#throwInto(lease, failure ?? lost(call));
      else this.serve(lease, true);
    } else if (fate === 'reject' || failure !== undefined) {
      this.#settle(call, failure ?? lost(call), true);
    } else this.#reissue(call, capability);
  }

  #reissue(call: Call, capability: number): void {
    const called = this.functions[capability];
    if (called === undefined) throw new Error('the region calls a capability that is not there');
    const { result, threw } = this.#invoke(called, call.args);
    if (threw || !isThenable(result)) this.#settle(call, result, threw);
    else this.#follow(call, result);
  }

  /** Does the Vm wait in a synchronous call with this id, whose function is not running? */
  holds(id: number): boolean {
    return !this.isInside && this.pending.current?.id === id;
  }

  /** Answers the synchronous call that the Vm waits in. */
  answerHeld(lease: Lease, value: unknown, failed: boolean): void {
    this.pending.end();
    if (failed) this.#throwInto(lease, value);
    else this.#answer(lease, value);
  }

  /** Settles a call that is in flight in the place of its function; false when there is none with this id. */
  settleById(id: number, value: unknown, failed: boolean): boolean {
    const call = this.pending.find(id);
    return call !== undefined && this.#settle(call, value, failed);
  }

  clear(): void {
    this.pending.clear();
    for (const { quota } of this.functions) quota?.close();
  }

  /** The list of arguments; undefined when it was answered with a throw: limits were lowered since the guest wrote it. */
  #arguments(lease: Lease): unknown[] | undefined {
    const { settings, context } = this.#owner;
    const { tag, address } = region.argumentSlot(lease);
    let args: unknown;
    try {
      args = region.readMessage(lease, tag, address, settings, context);
    } catch (error) {
      if (!(error instanceof MarshalError) || error.code === 'BAD_MESSAGE') throw error;
      this.#throwInto(lease, error);
      return undefined;
    }
    if (!Array.isArray(args)) throw new Error('the region gives no list of arguments');
    return args;
  }

  #call(lease: Lease, index: number, args: unknown[], isAgain: boolean): void {
    const called = this.functions[index];
    if (called === undefined) throw new Error('the region calls a capability that is not there');
    if (!isAgain) this.total++;
    const call = new Call(region.lastCallId(lease), called.name, args);
    this.pending.begin(call);
    const { result, threw } = this.#invoke(called, args, isAgain ? undefined : lease);
    this.pending.end();
    if (this.#owner.isOver) return;
    lease.check();
    if (threw) this.#throwInto(lease, result);
    else if (isThenable(result)) this.#promise(lease, call, result);
    else this.#answer(lease, result);
  }

  /** Runs the function of a capability. @param lease of the call that is counted for its Task; one that is made again is not */
  #invoke(
    called: HostFunction,
    args: readonly unknown[],
    lease?: Lease,
  ): { result: unknown; threw: boolean } {
    const { fn, holder, quota } = called;
    const start = this.#time.isRunning ? performance.now() : 0;
    const call = () => Reflect.apply(fn, holder, args);
    let result: unknown;
    let threw = false;
    this.isInside = true;
    try {
      if (lease !== undefined) this.#count(lease, called);
      result = quota === undefined ? call() : quota.call(call);
    } catch (error) {
      threw = true;
      result = error;
    }
    this.isInside = false;
    if (this.#time.isRunning) this.#time.leaveOut(start);
    return { result, threw };
  }

  /** A console call goes to `capabilities.console`, or nowhere. Its result is nobody's. */
  #console(lease: Lease, [method, values]: unknown[]): void {
    const { console } = this.#owner.settings.capabilities as { console?: object };
    if (typeof method !== 'string' || !Array.isArray(values)) {
      throw new Error('the region gives no console call');
    }
    const known = typeof console === 'object' && console !== null && Object.hasOwn(console, method);
    const fn = known ? (console as Record<string, unknown>)[method] : undefined;
    let failure: { error: unknown } | undefined;
    this.isInside = true;
    try {
      if (typeof fn === 'function') Reflect.apply(fn, console, values);
    } catch (error) {
      failure = { error };
    }
    this.isInside = false;
    if (this.#owner.isOver) return;
    lease.check();
    if (failure !== undefined) this.#throwInto(lease, failure.error);
    else this.#answerPrimitive(lease, undefined);
  }

  /** @throws VmError THROTTLED, into the guest, when the Task has used up its calls */
  #count(lease: Lease, { name }: HostFunction): void {
    const task = this.#owner.tasks.get(region.runningTask(lease));
    if (task === undefined || task.hostCallsLeft === Number.POSITIVE_INFINITY) return;
    if (task.hostCallsLeft > 0) {
      task.hostCallsLeft--;
      return;
    }
    this.#owner.cancelTask(task, 'THROTTLED');
    throw new VmError('THROTTLED', `${name}: the call has used up its maxHostCalls`);
  }

  /** False when the value needs a message. */
  #answerPrimitive(lease: Lease, value: unknown): boolean {
    if (!region.answerPrimitive(lease, value)) return false;
    this.#owner.observer?.answered(lease);
    return true;
  }

  #answer(lease: Lease, value: unknown): void {
    if (this.#answerPrimitive(lease, value)) return;
    const { settings, foreign } = this.#owner;
    let bytes: Uint8Array;
    try {
      bytes = encodeMessage(value, settings, 'result', foreign);
    } catch (error) {
      this.#throwInto(lease, error);
      return;
    }
    this.#owner.answerWith(lease, Answer.MESSAGE, bytes);
  }

  #throwInto(lease: Lease, error: unknown): void {
    this.#owner.answerWith(lease, Answer.THROW, encodeThrown(error, this.#owner.settings));
  }

  #promise(lease: Lease, call: Call, promise: PromiseLike<unknown>): void {
    this.pending.promise(call);
    region.answerKind(lease, Answer.PROMISE);
    this.#owner.observer?.answered(lease);
    this.#follow(call, promise);
  }

  #follow(call: Call, promise: PromiseLike<unknown>): void {
    // A foreign `then` may throw or call back at once; a Promise of ours does neither.
    const own = promise instanceof Promise ? promise : Promise.resolve(promise);
    own.then(
      (value) => this.#settle(call, value, false),
      (reason) => this.#settle(call, reason, true),
    );
  }

  #settle(call: Call, value: unknown, failed: boolean): boolean {
    if (this.#owner.isOver) return false;
    if (!this.pending.settle(call)) {
      if (call.isLost) this.dropped++;
      return false;
    }
    const { settings, foreign } = this.#owner;
    let kind = failed ? Inbox.ANSWER_THROW : Inbox.ANSWER;
    let message: Uint8Array;
    try {
      message = failed
        ? encodeThrown(value, settings)
        : encodeMessage(value, settings, 'result', foreign);
    } catch (error) {
      kind = Inbox.ANSWER_THROW;
      message = encodeThrown(error, settings);
    }
    this.#owner.post(kind, call.id, 0, message);
    return true;
  }
}
