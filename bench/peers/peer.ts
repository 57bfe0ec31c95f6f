/** What the bench asks of every engine it compares. */
import type { GuestProgram } from '../support/guest';

/** A value that needs no marshalling worth measuring. */
export type Scalar = number | boolean | string | undefined;

export interface Run {
  readonly value: unknown;
  /** From the call to its result, in the engine's own process. */
  readonly milliseconds: number;
}

/** One isolated guest. */
export interface Instance {
  /** Loads a program and runs its top level. */
  load(program: GuestProgram): Promise<void>;
  /** Calls an exported function and waits for its result, also for that of a promise. */
  run(entry: string, argument: number): Promise<Run>;
  dispose(): Promise<void>;
}

/** An instance that takes and gives whole values, by the best way its engine's API has. */
export interface ValueInstance extends Instance {
  /** Calls an exported function with a value; the result is dropped. */
  put(entry: string, value: unknown): Promise<void>;
  /** Calls an exported function without arguments and gives a copy of its result. */
  take(entry: string): Promise<unknown>;
}

export interface HostFunctions {
  readonly sync?: Readonly<Record<string, (argument: number) => Scalar>>;
  readonly async?: Readonly<Record<string, (argument: number) => Promise<Scalar>>>;
}

export interface Limits {
  readonly milliseconds: number;
  readonly heapBytes: number;
}

/** How a guest that ran under limits came to its end. */
export interface LimitedRun {
  readonly outcome: string;
  /** Milliseconds of the longest time in which the host could not have stopped it. */
  readonly longestWait: number;
}

export interface Peer {
  readonly name: string;
  /** The version measured, as its package says. */
  readonly version: string;
  /** True when instances share the bench's process, so that host functions can be given. */
  readonly inProcess: boolean;
  create(functions?: HostFunctions): Promise<Instance>;
  createForValues?(): Promise<ValueInstance>;
  /** A whole life: new, `1 + 1`, gone. Throws when the sum is wrong. */
  lifeCycle?(): void | Promise<void>;
  /** The same where code can be given as bytes that are checked each time. */
  lifeCycleFromBytes?(): void | Promise<void>;
  /** Runs `main` of a program until it ends or its limits end it. */
  runLimited?(program: GuestProgram, limits: Limits): Promise<LimitedRun>;
  /** Makes an idle guest that has run a small program; it lives as long as what this gives. */
  createIdle?(program: GuestProgram): Promise<unknown>;
  /** The same, kept from putting aside what it ran with, by an engine that otherwise does so after a while. */
  createHeld?(program: GuestProgram): Promise<unknown>;
  /** How many idle guests grow the process by enough to be measured, when 200 do not. */
  readonly idleGuests?: number;
}
