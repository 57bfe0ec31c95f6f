/**
 * Foreign objects: objects of the host that a guest can hold and hand back, but never look into.
 * The guest has a number; the object stays here, in a table of its Vm, as long as the Vm lives.
 */

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
  readonly #objects: object[] = [];
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

  /** The object with the number, undefined when there is none. */
  objectAt(number: number): object | undefined {
    return this.#objects[number];
  }

  get size(): number {
    return this.#objects.length;
  }

  clear(): void {
    if (this.#numbers === undefined) return;
    this.#objects.length = 0;
    this.#numbers = undefined;
  }
}
