// A default may use names bound before it.
export function main() {
  const { a = 1, b = a + 1, c = a + b } = {} as any;
  const [x = 5, y = x * 2] = [] as number[];
  console.log(a, b, c, x, y); // expect: 1 2 3 5 10
}
