/**
 * Storage: a tree of arrays, four children to a node, seven levels deep, dropped at once.
 * Exercises allocation and the collector.
 */
import { Random } from './support/random';
import { verify } from './support/verify';

const DEPTH = 7;
const CHILDREN = 4;
/** (4^7 - 1) / 3 nodes on seven levels. */
const EXPECTED_NODES = 5461;

type Tree = Array<Tree | undefined>;

class TreeBuilder {
  nodes = 0;
  private readonly random = new Random();

  build(depth: number): Tree {
    this.nodes++;
    if (depth === 1) return new Array<Tree | undefined>((this.random.next() % 10) + 1);
    const children = new Array<Tree | undefined>(CHILDREN);
    for (let i = 0; i < CHILDREN; i++) children[i] = this.build(depth - 1);
    return children;
  }
}

function countNodes(tree: Tree): number {
  let nodes = 1;
  for (let i = 0; i < tree.length; i++) {
    const child = tree[i];
    if (child !== undefined) nodes += countNodes(child);
  }
  return nodes;
}

export function main(iterations: number): boolean {
  for (let i = 0; i < iterations; i++) {
    const builder = new TreeBuilder();
    const tree = builder.build(DEPTH);
    verify('storage', 'the number of nodes built', builder.nodes, EXPECTED_NODES);
    verify('storage', 'the number of nodes reached', countNodes(tree), EXPECTED_NODES);
  }
  return true;
}
