/** The few capabilities that `--allow` can give. */
import { formatWithOptions } from 'node:util';
import type { Capabilities } from '../index';
import { heldCapabilities } from './held-calls';
import { printable, type Terminal } from './terminal';

/** Types of what the guest imports from `host:`, for its checker. */
export const hostTypes = `
declare module 'host:' {
  /** Prints a line. */
  export function log(...values: unknown[]): void;
  /** Milliseconds since 1970, from the clock of this computer. */
  export function clock(): number;
  /** Waits so many milliseconds of real time. */
  export function sleep(milliseconds: number): Promise<void>;
}
`;

/** Names that `--allow` takes. */
export const capabilityNames: readonly string[] = ['log', 'console', 'clock', 'sleep'];

export interface GivenCapabilities {
  readonly capabilities: Capabilities;
  /** Has the program printed something that nobody saw? */
  hasDropped(): boolean;
  /** Ends what still waits, so that the process can end. */
  close(): void;
}

/** Names of capabilities that a program gets. */
export interface CapabilityNames {
  /** Of those in `capabilityNames`. */
  readonly allow: readonly string[];
  /** Any others: they wait for an answer. */
  readonly hold: readonly string[];
}

export function giveCapabilities(
  { allow, hold }: CapabilityNames,
  terminal: Terminal,
  beforeOutput: () => void = () => {},
): GivenCapabilities {
  const waiting = new Set<ReturnType<typeof setTimeout>>();
  const line = (values: unknown[]) =>
    `${printable(formatWithOptions({ colors: false }, ...values))}\n`;
  const print = (...values: unknown[]) => {
    beforeOutput();
    terminal.out(line(values));
  };
  const complain = (...values: unknown[]) => {
    beforeOutput();
    terminal.error(line(values));
  };
  const all: Record<string, Capabilities[string]> = {
    log: print,
    console: { log: print, info: print, debug: print, warn: complain, error: complain },
    clock: () => Date.now(),
    sleep: (milliseconds: unknown) =>
      new Promise<void>((resolve) => {
        const timer = setTimeout(
          () => {
            waiting.delete(timer);
            resolve();
          },
          Math.min(Number(milliseconds) || 0, 0x7fffffff),
        );
        waiting.add(timer);
      }),
  };
  let dropped = false;
  const drop = () => {
    dropped = true;
  };
  const unseen = { console: { log: drop, info: drop, debug: drop, warn: drop, error: drop } };
  return {
    capabilities: {
      ...unseen,
      ...Object.fromEntries(allow.map((name) => [name, all[name]!])),
      ...heldCapabilities(hold),
    },
    hasDropped: () => dropped,
    close() {
      for (const timer of waiting) clearTimeout(timer);
      waiting.clear();
    },
  };
}

/** A sentence for each import that was not given: what to do about it. */
export function missingCapabilities(
  imports: readonly string[],
  { allow, hold }: CapabilityNames,
): string | undefined {
  const missing = imports.filter((name) => !allow.includes(name) && !hold.includes(name));
  if (missing.length === 0) return undefined;
  const known = missing.filter((name) => capabilityNames.includes(name));
  if (known.length === missing.length) return `Give it with --allow ${known.join(',')}.`;
  return `The command line can give ${capabilityNames.join(', ')}; what --hold names waits for your answer; a host of your own can give anything.`;
}
