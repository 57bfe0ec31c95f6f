/**
 * Foreign objects: objects of the host that a guest can hold and hand back, but never look into.
 * The guest has a number; the object stays here, in a table of its Vm, as long as the Vm lives.
 */

import { MarshalError } from '../vm/errors';

/** The mark that {@link foreign} puts on an object. */
export class Foreign {
  readonly object: object;

  /** @internal */
  constructor(object: object) {
    this.object = object;
  }
}

/**
 * Marks an object to cross the boundary as an opaque handle. When the guest hands the handle back, the host gets the object itself.
 * @throws TypeError when the value is not an object or a function
 */
export function foreign(object: object): Foreign {
  if ((typeof object !== 'object' && typeof object !== 'function') || object === null) {
    throw new TypeError('foreign() takes an object or a function');
  }
  return object instanceof Foreign ? object : new Foreign(object);
}

/** The foreign objects of one Vm, by number. */
export class ForeignTable {
  readonly #objects: (object | undefined)[] = [];
  #resolve: ((number: number) => object) | undefined;
  /** Made for the first. */
  #numbers: Map<object, number> | undefined;

  /** The number of the object, the same each time. */
  numberOf(object: object): number {
    this.#numbers ??= new Map();
    const known = this.#numbers.get(object);
    if (known !== undefined) return known;
    const number = this.#objects.length;
    this.#objects.push(object);
    this.#numbers.set(object, number);
    return number;
  }

  /**
   * The object with the number, undefined when there is none. One of before a restore is found when it is first asked for.
   * @throws MarshalError DEAD_FOREIGN when what should find it throws
   */
  objectAt(number: number): object | undefined {
    const known = this.#objects[number];
    if (known !== undefined || number >= this.#objects.length) return known;
    const found = this.#find(number);
    if ((typeof found !== 'object' && typeof found !== 'function') || found === null) {
      return undefined;
    }
    this.#objects[number] = found;
    this.#numbers ??= new Map();
    this.#numbers.set(found, number);
    return found;
  }

  #find(number: number): unknown {
    try {
      return this.#resolve?.(number);
    } catch (cause) {
      const reason = `foreign object ${number} could not be found after the restore`;
      throw new MarshalError('DEAD_FOREIGN', '', reason, { cause });
    }
  }

  /** Was the number given out before a restore, and is it bound to no object now? */
  isDead(number: number): boolean {
    return number < this.#objects.length && this.#objects[number] === undefined;
  }

  /** Begins again with numbers that were given out before. @param resolve finds their objects */
  restart(count: number, resolve: ((number: number) => object) | undefined): void {
    this.clear();
    this.#objects.length = count;
    this.#resolve = resolve;
  }

  get size(): number {
    return this.#objects.length;
  }

  clear(): void {
    this.#resolve = undefined;
    if (this.#objects.length === 0) return;
    this.#objects.length = 0;
    this.#numbers = undefined;
  }
}
