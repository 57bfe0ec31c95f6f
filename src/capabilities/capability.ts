/**
 * Capabilities: the functions of the host that a guest may call. What is not given is not there.
 */

/** A function of the host; arguments and result cross the boundary by copy. */
export type CapabilityFunction = (...args: any[]) => unknown;

/** Functions, nested maps of functions, or descriptors made by {@link capability}. */
export interface Capabilities {
  readonly [name: string]: CapabilityFunction | CapabilityDescriptor | Capabilities | object;
}

/** How a capability may be used. Any of them makes every call give the guest a Promise (RULES 17). */
export interface CapabilityOptions {
  /** Always a Promise, also when the function returns a value. */
  async?: boolean;
  /** Calls in progress at once; others wait in the queue. Default: no limit. */
  maxConcurrent?: number;
  /** Calls begun per second, in bursts of at most so many. Others wait in the queue. Default: no limit. */
  ratePerSecond?: number;
  /** Calls that may wait; one more is rejected with a ThrottledError. Default: 1,000. */
  maxQueue?: number;
  /** Milliseconds from the guest's call to its answer; beyond, it is rejected with a TimeoutError. Default: no limit. */
  timeoutMs?: number;
}

/** A capability with options; made by {@link capability}. */
export class CapabilityDescriptor {
  readonly fn: CapabilityFunction;
  readonly options: Readonly<CapabilityOptions>;

  /** @internal */
  constructor(fn: CapabilityFunction, options: CapabilityOptions) {
    this.fn = fn;
    this.options = options;
  }
}

const limits = ['maxConcurrent', 'ratePerSecond', 'maxQueue', 'timeoutMs'] as const;

/**
 * A capability with limits of its own: `capability(fn, { maxConcurrent: 4, ratePerSecond: 100, maxQueue: 32, timeoutMs: 1000 })`.
 * @throws TypeError when `fn` is not a function, RangeError when an option is not a number it can be
 */
export function capability(
  fn: CapabilityFunction,
  options: CapabilityOptions = {},
): CapabilityDescriptor {
  if (typeof fn !== 'function') throw new TypeError('capability() takes a function');
  for (const name of limits) {
    const value = options[name];
    if (value === undefined) continue;
    const least = name === 'maxQueue' ? 0 : Number.MIN_VALUE;
    if (typeof value !== 'number' || !(value >= least)) {
      throw new RangeError(`capability option ${name} must be a number above 0, not ${value}`);
    }
  }
  return new CapabilityDescriptor(fn, { ...options });
}

/** Do these options make every call asynchronous? */
export function isAlwaysAsync(options: CapabilityOptions): boolean {
  return options.async === true || limits.some((name) => options[name] !== undefined);
}
