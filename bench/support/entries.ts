/**
 * Watches every entry into a Wasm export of a given name, in instances made after the call: how
 * long the host had to wait for it to come back, not counting what other processes took. Only for
 * a process of its own.
 */
export interface EntryWatch {
  /** Milliseconds of the longest entry since the last reset. */
  longest(): number;
  /** The same, of those that returned the given value. */
  longestReturning(result: number): number;
  count(): number;
  reset(): void;
}

export function watchEntries(name: string): EntryWatch {
  let longest = 0;
  let count = 0;
  const longestByResult = new Map<number, number>();
  const descriptor = Object.getOwnPropertyDescriptor(WebAssembly.Instance.prototype, 'exports');
  if (descriptor?.get === undefined) throw new Error('instances have no exports accessor here');
  const readExports = descriptor.get;
  const watched = new WeakMap<WebAssembly.Instance, WebAssembly.Exports>();
  Object.defineProperty(WebAssembly.Instance.prototype, 'exports', {
    ...descriptor,
    get(this: WebAssembly.Instance): WebAssembly.Exports {
      let exports = watched.get(this);
      if (exports === undefined) {
        exports = readExports.call(this) as WebAssembly.Exports;
        const target = exports[name];
        if (typeof target === 'function') exports = { ...exports, [name]: watch(target) };
        watched.set(this, exports);
      }
      return exports;
    },
  });

  // biome-ignore lint/complexity/noBannedTypes: the type of Wasm exports
  function watch(target: Function): Function {
    return (argument: number) => {
      const before = process.cpuUsage();
      const start = performance.now();
      const result = target(argument) as number;
      const wall = performance.now() - start;
      const { user, system } = process.cpuUsage(before);
      // A process that has to wait for its turn is not busy: processor time is the other bound.
      const milliseconds = Math.min(wall, (user + system) / 1000);
      count++;
      if (milliseconds > longest) longest = milliseconds;
      if (milliseconds > (longestByResult.get(result) ?? 0)) {
        longestByResult.set(result, milliseconds);
      }
      return result;
    };
  }

  return {
    longest: () => longest,
    longestReturning: (result) => longestByResult.get(result) ?? 0,
    count: () => count,
    reset() {
      longest = 0;
      count = 0;
      longestByResult.clear();
    },
  };
}
