// Enums select in a switch.
enum Op {
  Add,
  Sub,
  Neg,
}
const apply = (op: Op, a: number, b: number) => {
  switch (op) {
    case Op.Add:
      return a + b;
    case Op.Sub:
      return a - b;
    default:
      return -a;
  }
};

export function main() {
  console.log(apply(Op.Add, 1, 2), apply(Op.Sub, 1, 2), apply(Op.Neg, 1, 2)); // expect: 3 -1 -1
}
