// Arrows with every form of parameters and bodies.
export function main() {
  const a = () => {};
  const b = (x: number) => x;
  const c = ({ x }: { x: number }) => ({ x: x + 1 });
  const d = ([x]: number[], ...rest: number[]) => [x, ...rest];
  const e = (x = 1, { y = 2 } = {}) => x + y;
  const f = async (x: number) => x;
  const g = <T>(x: T): T => x;
  console.log(
    a(),
    b(1),
    c({ x: 2 }).x,
    d([3], 4, 5).join(),
    e(),
    e(5, { y: 6 }),
    typeof f(1),
    g(7),
  ); // expect: undefined 1 3 3,4,5 3 11 object 7
}
