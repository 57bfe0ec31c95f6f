/** What kind of object a host value is, without running any code of its own. */
import { nodeModule } from '../platform';

const { getPrototypeOf } = Object;
const hasOwn = Object.hasOwn;

interface UtilTypes {
  isProxy(value: unknown): boolean;
}

/** Node's test for a Proxy. Elsewhere there is none: a Proxy that behaves is copied like what it imitates. */
export const isProxy: (value: object) => boolean =
  nodeModule<{ types?: UtilTypes }>('node:util')?.types?.isProxy ?? (() => false);

/** An object literal, or an object without prototype; of any realm. */
export function isPlainObject(value: object): boolean {
  const prototype = getPrototypeOf(value);
  if (prototype === Object.prototype || prototype === null) return true;
  return getPrototypeOf(prototype) === null && hasOwn(prototype, 'isPrototypeOf');
}

/** Is the value made by the named constructor itself, of this realm or another, and not by a class that extends it? */
export function isBuiltIn(value: object, name: 'Map' | 'Set' | 'Date'): boolean {
  const prototype = getPrototypeOf(value);
  if (prototype === null) return false;
  if (prototype !== globalThis[name].prototype) {
    const maker = Object.getOwnPropertyDescriptor(prototype, 'constructor')?.value;
    if (maker?.name !== name || getPrototypeOf(getPrototypeOf(prototype)) !== null) {
      return false;
    }
  }
  return hasBrand(value, name);
}

const mapSize = Object.getOwnPropertyDescriptor(Map.prototype, 'size')!.get!;
const setSize = Object.getOwnPropertyDescriptor(Set.prototype, 'size')!.get!;
const getTime = Date.prototype.getTime;

function hasBrand(value: object, name: 'Map' | 'Set' | 'Date'): boolean {
  try {
    (name === 'Map' ? mapSize : name === 'Set' ? setSize : getTime).call(value);
    return true;
  } catch {
    return false;
  }
}

/** For messages: what a person would call this value. */
export function describeValue(value: unknown): string {
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'symbol') return 'a symbol';
  try {
    const prototype = getPrototypeOf(value);
    const maker = Object.getOwnPropertyDescriptor(prototype, 'constructor')?.value;
    if (typeof maker === 'function' && typeof maker.name === 'string') {
      return `an instance of ${maker.name || 'an unnamed class'}`;
    }
  } catch {
    // A Proxy may refuse; the general words do.
  }
  return 'an object that is neither plain nor of a known kind';
}
