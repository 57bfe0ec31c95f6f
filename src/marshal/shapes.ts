/**
 * The shapes of one message: key lists by number. Records of one list mostly follow each other, or alternate in a fixed
 * order, so the shape that followed the last one before is tried first; a trie of keys finds the others.
 */
interface Node {
  shape: number;
  next: Map<string, Node> | undefined;
}

/** Up to so many shapes are searched one by one. */
const LISTED = 8;

export class ShapeTable {
  #shapes: (readonly string[])[] = [];
  /** Shapes that the trie knows. */
  #indexed = 0;
  #root: Node = { shape: -1, next: undefined };
  #last = 0;
  /** By shape: the one that followed it last time. */
  #followers: number[] = [];

  clear(): void {
    if (this.#shapes.length === 0) return;
    this.#shapes = [];
    this.#followers = [];
    this.#last = 0;
    if (this.#indexed === 0) return;
    this.#root = { shape: -1, next: undefined };
    this.#indexed = 0;
  }

  /** The number of the shape with exactly these keys in this order, undefined when it is new. */
  find(keys: readonly string[]): number | undefined {
    const shapes = this.#shapes;
    if (shapes.length === 0) return undefined;
    const guess = this.#followers[this.#last]!;
    if (sameKeys(shapes[guess]!, keys)) {
      this.#last = guess;
      return guess;
    }
    let shape = -1;
    if (shapes.length <= LISTED) shape = shapes.findIndex((known) => sameKeys(known, keys));
    else {
      while (this.#indexed < shapes.length) this.#index(this.#indexed++);
      let node: Node | undefined = this.#root;
      for (let index = 0; index < keys.length && node !== undefined; index++) {
        node = node.next?.get(keys[index]!);
      }
      if (node !== undefined) shape = node.shape;
    }
    if (shape < 0) return undefined;
    this.#follow(shape);
    return shape;
  }

  add(keys: readonly string[]): void {
    const shape = this.#shapes.length;
    this.#shapes.push(keys);
    this.#followers.push(shape);
    this.#follow(shape);
  }

  #index(shape: number): void {
    let node = this.#root;
    for (const key of this.#shapes[shape]!) {
      node.next ??= new Map();
      let next = node.next.get(key);
      if (next === undefined) {
        next = { shape: -1, next: undefined };
        node.next.set(key, next);
      }
      node = next;
    }
    node.shape = shape;
  }

  #follow(shape: number): void {
    this.#followers[this.#last] = shape;
    this.#last = shape;
  }
}

function sameKeys(one: readonly string[], other: readonly string[]): boolean {
  if (one.length !== other.length) return false;
  for (let index = 0; index < one.length; index++) {
    if (one[index] !== other[index]) return false;
  }
  return true;
}
