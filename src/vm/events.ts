/** Events of a Vm. */
import type { Task } from './task';

export interface VmEvents {
  /** The step budget is used up and the Vm pauses (`onStepBudget: 'pause'`); `addSteps` lets it go on. */
  budget: () => void;
  /** The Vm is over; `error` says why unless it was terminated. */
  exit: (error: Error | undefined) => void;
  /** A Task failed and nobody awaits it; reported one macrotask later. */
  task: (task: Task, error: unknown) => void;
  /** Live bytes passed `softHeapRatio`; not sent yet. */
  pressure: () => void;
}

export type VmEventName = keyof VmEvents;

const names: readonly VmEventName[] = ['budget', 'exit', 'task', 'pressure'];

export class EventListeners {
  /** Made for the first listener. */
  #listeners: Map<VmEventName, Set<(...args: any[]) => void>> | undefined;

  /** Gives a function that takes the listener away. @throws RangeError when there is no such event */
  on<E extends VmEventName>(event: E, listener: VmEvents[E]): () => void {
    if (!names.includes(event)) throw new RangeError(`there is no event ${String(event)}`);
    if (typeof listener !== 'function') throw new TypeError('a listener must be a function');
    this.#listeners ??= new Map();
    let set = this.#listeners.get(event);
    if (set === undefined) {
      set = new Set();
      this.#listeners.set(event, set);
    }
    set.add(listener);
    return () => {
      set.delete(listener);
    };
  }

  has(event: VmEventName): boolean {
    return (this.#listeners?.get(event)?.size ?? 0) > 0;
  }

  /** Calls the listeners from a microtask, so that none can run inside the machine; what one throws is the host's to hear. */
  emit<E extends VmEventName>(event: E, ...args: Parameters<VmEvents[E]>): void {
    const set = this.#listeners?.get(event);
    if (set === undefined || set.size === 0) return;
    for (const listener of [...set]) queueMicrotask(() => listener(...args));
  }

  clear(): void {
    this.#listeners = undefined;
  }
}
