/** A key with a total order: below zero, zero or above zero. */
export interface Comparable<Key> {
  compareTo(other: Key): number;
}

class TreeNode<Key, Value> {
  key: Key;
  value: Value;
  parent: TreeNode<Key, Value> | null;
  left: TreeNode<Key, Value> | null = null;
  right: TreeNode<Key, Value> | null = null;
  red = true;

  constructor(key: Key, value: Value, parent: TreeNode<Key, Value> | null) {
    this.key = key;
    this.value = value;
    this.parent = parent;
  }
}

/**
 * A balanced search tree: no red node has a red child, and all paths down from a node meet
 * equally many black ones. Insertion and removal as in Cormen, Leiserson, Rivest and Stein.
 */
export class RedBlackTree<Key extends Comparable<Key>, Value> {
  private root: TreeNode<Key, Value> | null = null;
  private count = 0;

  size(): number {
    return this.count;
  }

  get(key: Key): Value | undefined {
    const node = this.find(key);
    return node === null ? undefined : node.value;
  }

  /** Sets the value of a key and gives the one it had. */
  put(key: Key, value: Value): Value | undefined {
    let parent: TreeNode<Key, Value> | null = null;
    let order = 0;
    let node = this.root;
    while (node !== null) {
      order = key.compareTo(node.key);
      if (order === 0) {
        const previous = node.value;
        node.value = value;
        return previous;
      }
      parent = node;
      node = order < 0 ? node.left : node.right;
    }
    const added = new TreeNode<Key, Value>(key, value, parent);
    if (parent === null) this.root = added;
    else if (order < 0) parent.left = added;
    else parent.right = added;
    this.count++;
    this.rebalanceAfterInsertion(added);
    return undefined;
  }

  /** Removes a key and gives the value it had. */
  remove(key: Key): Value | undefined {
    const node = this.find(key);
    if (node === null) return undefined;
    const value = node.value;
    let leaving = node;
    if (node.left !== null && node.right !== null) {
      leaving = leftmost(node.right);
      node.key = leaving.key;
      node.value = leaving.value;
    }
    const child = leaving.left !== null ? leaving.left : leaving.right;
    const parent = leaving.parent;
    this.replaceChild(parent, leaving, child);
    this.count--;
    if (!leaving.red) this.rebalanceAfterRemoval(child, parent);
    return value;
  }

  /** Visits all pairs in the order of their keys. */
  forEach(visit: (key: Key, value: Value) => void): void {
    let node = this.root === null ? null : leftmost(this.root);
    while (node !== null) {
      visit(node.key, node.value);
      node = successor(node);
    }
  }

  private find(key: Key): TreeNode<Key, Value> | null {
    let node = this.root;
    while (node !== null) {
      const order = key.compareTo(node.key);
      if (order === 0) return node;
      node = order < 0 ? node.left : node.right;
    }
    return null;
  }

  private replaceChild(
    parent: TreeNode<Key, Value> | null,
    old: TreeNode<Key, Value>,
    child: TreeNode<Key, Value> | null,
  ): void {
    if (parent === null) this.root = child;
    else if (parent.left === old) parent.left = child;
    else parent.right = child;
    if (child !== null) child.parent = parent;
  }

  private rotateLeft(node: TreeNode<Key, Value>): void {
    const right = node.right!;
    node.right = right.left;
    if (right.left !== null) right.left.parent = node;
    this.replaceChild(node.parent, node, right);
    right.left = node;
    node.parent = right;
  }

  private rotateRight(node: TreeNode<Key, Value>): void {
    const left = node.left!;
    node.left = left.right;
    if (left.right !== null) left.right.parent = node;
    this.replaceChild(node.parent, node, left);
    left.right = node;
    node.parent = left;
  }

  private rebalanceAfterInsertion(added: TreeNode<Key, Value>): void {
    let node = added;
    while (node.parent !== null && node.parent.red) {
      let parent = node.parent;
      const grandparent = parent.parent!;
      const onLeft = parent === grandparent.left;
      const uncle = onLeft ? grandparent.right : grandparent.left;
      if (uncle !== null && uncle.red) {
        parent.red = false;
        uncle.red = false;
        grandparent.red = true;
        node = grandparent;
        continue;
      }
      if (node === (onLeft ? parent.right : parent.left)) {
        // An inner grandchild becomes an outer one first.
        if (onLeft) this.rotateLeft(parent);
        else this.rotateRight(parent);
        node = parent;
        parent = node.parent!;
      }
      parent.red = false;
      grandparent.red = true;
      if (onLeft) this.rotateRight(grandparent);
      else this.rotateLeft(grandparent);
    }
    this.root!.red = false;
  }

  /** `start` (perhaps empty) lacks a black node above it; pushes the lack up or resolves it. */
  private rebalanceAfterRemoval(
    start: TreeNode<Key, Value> | null,
    startParent: TreeNode<Key, Value> | null,
  ): void {
    let node = start;
    let parent = startParent;
    while (parent !== null && (node === null || !node.red)) {
      const onLeft = node === parent.left;
      let sibling = (onLeft ? parent.right : parent.left)!;
      if (sibling.red) {
        sibling.red = false;
        parent.red = true;
        if (onLeft) this.rotateLeft(parent);
        else this.rotateRight(parent);
        sibling = (onLeft ? parent.right : parent.left)!;
      }
      let near = onLeft ? sibling.left : sibling.right;
      let far = onLeft ? sibling.right : sibling.left;
      if (!isRed(near) && !isRed(far)) {
        sibling.red = true;
        node = parent;
        parent = node.parent;
        continue;
      }
      if (!isRed(far)) {
        near!.red = false;
        sibling.red = true;
        if (onLeft) this.rotateRight(sibling);
        else this.rotateLeft(sibling);
        sibling = near!;
        near = onLeft ? sibling.left : sibling.right;
        far = onLeft ? sibling.right : sibling.left;
      }
      sibling.red = parent.red;
      parent.red = false;
      far!.red = false;
      if (onLeft) this.rotateLeft(parent);
      else this.rotateRight(parent);
      return;
    }
    if (node !== null) node.red = false;
  }
}

function isRed<Key, Value>(node: TreeNode<Key, Value> | null): boolean {
  return node !== null && node.red;
}

function leftmost<Key, Value>(start: TreeNode<Key, Value>): TreeNode<Key, Value> {
  let node = start;
  while (node.left !== null) node = node.left;
  return node;
}

function successor<Key, Value>(start: TreeNode<Key, Value>): TreeNode<Key, Value> | null {
  if (start.right !== null) return leftmost(start.right);
  let node = start;
  let parent = node.parent;
  while (parent !== null && node === parent.right) {
    node = parent;
    parent = node.parent;
  }
  return parent;
}
