/** From the names a program imports to the functions a Vm was given. */
import type { CapabilityImport } from '../bytecode/code-image';
import { VmError } from '../vm/errors';
import {
  type Capabilities,
  CapabilityDescriptor,
  type CapabilityFunction,
  isAlwaysAsync,
} from './capability';
import { Quota } from './quota';

/** What a capability index leads to. */
export interface HostFunction {
  /** As in messages: `db.query`. */
  readonly name: string;
  readonly fn: CapabilityFunction;
  /** `this` of the call: the map that holds the function. */
  readonly holder: unknown;
  /** Every call gives a Promise. */
  readonly asynchronous: boolean;
  readonly quota: Quota | undefined;
}

/** `log` of `host:`, `query` of `host:db`: as they are called in messages. */
export function importName({ namespace, name }: CapabilityImport): string {
  return namespace === '' ? name : `${namespace.replaceAll('/', '.')}.${name}`;
}

/**
 * The capability of an import, undefined when the Vm does not have it.
 * Only own properties count, so that nothing of Object.prototype can be imported.
 */
export function resolveCapability(
  capabilities: Capabilities,
  imported: CapabilityImport,
): HostFunction | undefined {
  const name = importName(imported);
  const path = imported.namespace === '' ? [] : imported.namespace.split('/');
  let holder: unknown = capabilities;
  for (const part of path) holder = ownValue(holder, part);
  const found = ownValue(holder, imported.name);
  if (typeof found === 'function') {
    const fn = found as CapabilityFunction;
    return { name, fn, holder, asynchronous: false, quota: undefined };
  }
  if (found instanceof CapabilityDescriptor) {
    const asynchronous = isAlwaysAsync(found.options);
    const quota = asynchronous ? new Quota(name, found.options) : undefined;
    return { name, fn: found.fn, holder, asynchronous, quota };
  }
  return undefined;
}

/**
 * The capabilities of several imports.
 * @throws VmError NO_CAPABILITY with the names of all that the Vm does not have
 */
export function resolveCapabilities(
  capabilities: Capabilities,
  imports: readonly CapabilityImport[],
): HostFunction[] {
  const found = imports.map((imported) => resolveCapability(capabilities, imported));
  const missing = imports.filter((_, index) => found[index] === undefined).map(importName);
  if (missing.length > 0) throw new VmError('NO_CAPABILITY', missing.join(', '));
  return found.filter((each) => each !== undefined);
}

function ownValue(holder: unknown, key: string): unknown {
  if (holder === null || (typeof holder !== 'object' && typeof holder !== 'function')) {
    return undefined;
  }
  return Object.hasOwn(holder, key) ? (holder as Record<string, unknown>)[key] : undefined;
}
