// A cache held by a closure.
function memoise(f: (n: number) => number) {
  const cache = new Map<number, number>();
  return (n: number): number => {
    const known = cache.get(n);
    if (known !== undefined) return known;
    const value = f(n);
    cache.set(n, value);
    return value;
  };
}

export function main() {
  let calls = 0;
  const square = memoise((n) => {
    calls++;
    return n * n;
  });
  console.log(square(4), square(4), square(5), calls); // expect: 16 16 25 2
}
