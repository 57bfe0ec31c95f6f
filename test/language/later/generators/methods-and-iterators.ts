// needs: generators
// Generator methods, computed and static, make classes iterable.
export function main() {
  class Tree<T> {
    constructor(
      private value: T,
      private left?: Tree<T>,
      private right?: Tree<T>,
    ) {}
    *[Symbol.iterator](): Generator<T> {
      if (this.left) yield* this.left;
      yield this.value;
      if (this.right) yield* this.right;
    }
    static *upTo(n: number) {
      for (let i = 0; i < n; i++) yield i;
    }
  }
  const t = new Tree(4, new Tree(2, new Tree(1)), new Tree(6));
  console.log([...t].join(), [...Tree.upTo(3)].join()); // expect: 1,2,4,6 0,1,2
  const o = {
    *items() {
      yield this.tag;
    },
    tag: 'own',
  };
  console.log([...o.items()].join()); // expect: own
}
