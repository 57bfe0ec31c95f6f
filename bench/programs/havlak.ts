/**
 * Havlak: finds all loops of a generated control flow graph, reducible or not, and their nesting.
 * Exercises graphs of objects, maps, sets, union-find and worklists. After Paul Havlak, "Nesting
 * of Reducible and Irreducible Loops" (1997).
 */
import { verify } from './support/verify';

/** The generated graph: groups side by side, each a nest of loops this deep and this wide. */
const GROUPS = 6;
const NEST_DEPTH = 4;
const NEST_WIDTH = 2;

class BasicBlock {
  readonly identity: number;
  readonly predecessors: BasicBlock[] = [];
  readonly successors: BasicBlock[] = [];

  constructor(identity: number) {
    this.identity = identity;
  }
}

class ControlFlowGraph {
  readonly blocks: BasicBlock[] = [];
  readonly entry: BasicBlock;

  constructor() {
    this.entry = this.addBlock();
  }

  addBlock(): BasicBlock {
    const block = new BasicBlock(this.blocks.length);
    this.blocks.push(block);
    return block;
  }

  addEdge(from: BasicBlock, to: BasicBlock): void {
    from.successors.push(to);
    to.predecessors.push(from);
  }
}

class GraphBuilder {
  readonly graph = new ControlFlowGraph();
  reducibleLoops = 0;
  irreducibleLoops = 0;

  build(groups: number, depth: number, width: number): void {
    let end = this.graph.entry;
    for (let i = 0; i < groups; i++) {
      end = this.nest(this.straight(end, 2), depth, width);
      end = this.twoEntries(end);
      end = this.selfLoop(end);
    }
    this.straight(end, 1);
  }

  /** A loop around `width` narrower nests one after the other; gives the block after it. */
  private nest(from: BasicBlock, depth: number, width: number): BasicBlock {
    this.reducibleLoops++;
    const header = this.straight(from, 1);
    let end = header;
    if (depth === 0) end = this.diamond(header);
    else for (let i = 0; i < width; i++) end = this.nest(end, depth - 1, width);
    const latch = this.straight(end, 1);
    this.graph.addEdge(latch, header);
    return this.straight(latch, 1);
  }

  private straight(from: BasicBlock, length: number): BasicBlock {
    let end = from;
    for (let i = 0; i < length; i++) {
      const next = this.graph.addBlock();
      this.graph.addEdge(end, next);
      end = next;
    }
    return end;
  }

  private diamond(from: BasicBlock): BasicBlock {
    const left = this.straight(from, 1);
    const right = this.straight(from, 1);
    const join = this.straight(left, 1);
    this.graph.addEdge(right, join);
    return join;
  }

  /** A cycle of two blocks that can be entered at either: no dominating header. */
  private twoEntries(from: BasicBlock): BasicBlock {
    this.irreducibleLoops++;
    const first = this.straight(from, 1);
    const second = this.straight(from, 1);
    this.graph.addEdge(first, second);
    this.graph.addEdge(second, first);
    return this.straight(second, 1);
  }

  private selfLoop(from: BasicBlock): BasicBlock {
    this.reducibleLoops++;
    const block = this.straight(from, 1);
    this.graph.addEdge(block, block);
    return this.straight(block, 1);
  }
}

class Loop {
  readonly header: BasicBlock | null;
  readonly reducible: boolean;
  readonly blocks = new Set<BasicBlock>();
  readonly children = new Set<Loop>();
  parent: Loop | null = null;
  /** Levels of loops inside this one. */
  nesting = 0;
  /** Loops around this one; the root, which is no loop, has none. */
  depth = 0;

  constructor(header: BasicBlock | null, reducible: boolean) {
    this.header = header;
    this.reducible = reducible;
    if (header !== null) this.blocks.add(header);
  }

  setParent(parent: Loop): void {
    this.parent = parent;
    parent.children.add(this);
  }
}

/** The loops found, as a tree under a root that stands for the whole function. */
class LoopTree {
  readonly root = new Loop(null, true);
  readonly loops: Loop[] = [];

  create(header: BasicBlock, reducible: boolean): Loop {
    const loop = new Loop(header, reducible);
    this.loops.push(loop);
    return loop;
  }

  computeNesting(): void {
    for (const loop of this.loops) {
      if (loop.parent === null) loop.setParent(this.root);
    }
    this.visit(this.root, 0);
  }

  countReducible(): number {
    let count = 0;
    for (const loop of this.loops) if (loop.reducible) count++;
    return count;
  }

  private visit(loop: Loop, depth: number): void {
    loop.depth = depth;
    loop.children.forEach((child) => {
      this.visit(child, depth + 1);
      loop.nesting = Math.max(loop.nesting, child.nesting + 1);
    });
  }
}

/** A block or a collapsed loop; `find` gives the representative. */
class UnionFindNode {
  readonly block: BasicBlock;
  /** The block's number in depth-first order. */
  readonly number: number;
  loop: Loop | null = null;
  private parent: UnionFindNode | null = null;

  constructor(block: BasicBlock, number: number) {
    this.block = block;
    this.number = number;
  }

  find(): UnionFindNode {
    let root: UnionFindNode = this;
    while (root.parent !== null) root = root.parent;
    let node: UnionFindNode = this;
    while (node !== root) {
      const next = node.parent!;
      node.parent = root;
      node = next;
    }
    return root;
  }

  union(parent: UnionFindNode): void {
    this.parent = parent;
  }
}

class LoopFinder {
  private readonly graph: ControlFlowGraph;
  private readonly tree: LoopTree;
  private readonly nodes: UnionFindNode[] = [];
  private readonly numberOf = new Map<BasicBlock, number>();
  /** The highest number among the descendants of the block with this number. */
  private readonly lastDescendant: number[] = [];
  private readonly backPredecessors: number[][] = [];
  private readonly otherPredecessors: Array<Set<number>> = [];

  constructor(graph: ControlFlowGraph, tree: LoopTree) {
    this.graph = graph;
    this.tree = tree;
  }

  find(): void {
    this.numberBlocks();
    this.classifyEdges();
    for (let header = this.nodes.length - 1; header >= 0; header--) this.collapse(header);
  }

  /** Depth-first numbering with a stack of its own: graphs are deeper than call stacks. */
  private numberBlocks(): void {
    const path: BasicBlock[] = [];
    const nextSuccessor: number[] = [];
    this.enter(this.graph.entry, path, nextSuccessor);
    while (path.length > 0) {
      const top = path.length - 1;
      const block = path[top]!;
      const index = nextSuccessor[top]!;
      if (index < block.successors.length) {
        nextSuccessor[top] = index + 1;
        const successor = block.successors[index]!;
        if (!this.numberOf.has(successor)) this.enter(successor, path, nextSuccessor);
      } else {
        this.lastDescendant[this.numberOf.get(block)!] = this.nodes.length - 1;
        path.pop();
        nextSuccessor.pop();
      }
    }
  }

  private enter(block: BasicBlock, path: BasicBlock[], nextSuccessor: number[]): void {
    const number = this.nodes.length;
    this.numberOf.set(block, number);
    this.nodes.push(new UnionFindNode(block, number));
    this.lastDescendant.push(number);
    path.push(block);
    nextSuccessor.push(0);
  }

  private isAncestor(ancestor: number, descendant: number): boolean {
    return ancestor <= descendant && descendant <= this.lastDescendant[ancestor]!;
  }

  private classifyEdges(): void {
    for (let number = 0; number < this.nodes.length; number++) {
      const back: number[] = [];
      const other = new Set<number>();
      for (const predecessor of this.nodes[number]!.block.predecessors) {
        const from = this.numberOf.get(predecessor);
        if (from === undefined) continue;
        if (this.isAncestor(number, from)) back.push(from);
        else other.add(from);
      }
      this.backPredecessors.push(back);
      this.otherPredecessors.push(other);
    }
  }

  /** Finds the body of the loop headed by this block, if it heads one, and collapses it. */
  private collapse(header: number): void {
    const node = this.nodes[header]!;
    const body: UnionFindNode[] = [];
    const inBody = new Set<UnionFindNode>();
    let loopsOnItself = false;
    for (const from of this.backPredecessors[header]!) {
      if (from === header) {
        loopsOnItself = true;
        continue;
      }
      const representative = this.nodes[from]!.find();
      if (!inBody.has(representative)) {
        inBody.add(representative);
        body.push(representative);
      }
    }
    let reducible = true;
    // The body grows while it is walked: it is the worklist too.
    for (let i = 0; i < body.length; i++) {
      this.otherPredecessors[body[i]!.number]!.forEach((from) => {
        const representative = this.nodes[from]!.find();
        if (!this.isAncestor(header, representative.number)) {
          reducible = false;
          this.otherPredecessors[header]!.add(representative.number);
        } else if (representative.number !== header && !inBody.has(representative)) {
          inBody.add(representative);
          body.push(representative);
        }
      });
    }
    if (body.length === 0 && !loopsOnItself) return;
    const loop = this.tree.create(node.block, reducible);
    node.loop = loop;
    for (const member of body) {
      member.union(node);
      if (member.loop !== null) member.loop.setParent(loop);
      else loop.blocks.add(member.block);
    }
  }
}

function findLoops(): void {
  const builder = new GraphBuilder();
  builder.build(GROUPS, NEST_DEPTH, NEST_WIDTH);
  const tree = new LoopTree();
  new LoopFinder(builder.graph, tree).find();
  tree.computeNesting();
  const loops = builder.reducibleLoops + builder.irreducibleLoops;
  verify('havlak', 'the number of loops', tree.loops.length, loops);
  verify('havlak', 'the number of reducible loops', tree.countReducible(), builder.reducibleLoops);
  verify('havlak', 'the nesting', tree.root.nesting, NEST_DEPTH + 1);
}

export function main(iterations: number): boolean {
  for (let i = 0; i < iterations; i++) findLoops();
  return true;
}
