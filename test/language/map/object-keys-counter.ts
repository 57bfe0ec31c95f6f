// Objects as keys, with values per object.
export function main() {
  class Node {
    constructor(readonly id: number) {}
  }
  const nodes = Array.from({ length: 500 }, (_, i) => new Node(i));
  const degree = new Map<Node, number>();
  for (let i = 0; i < 2000; i++) {
    const n = nodes[(i * 7) % 500];
    degree.set(n, (degree.get(n) ?? 0) + 1);
  }
  console.log(degree.size, degree.get(nodes[3]), [...degree.keys()][1].id); // expect: 500 4 7
}
