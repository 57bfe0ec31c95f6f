// A default is computed only for undefined.
export function main() {
  let calls = 0;
  const d = () => ++calls;
  const [a = d(), b = d()] = [1] as number[];
  const { x = d(), y = d() } = { x: undefined, y: null } as any;
  console.log(a, b, x, y, calls); // expect: 1 1 2 null 2
}
