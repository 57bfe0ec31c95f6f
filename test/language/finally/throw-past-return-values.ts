// A try expression deep in a call keeps the values before it.
export function main() {
  const f = (a: number, b: number, c: number) => a * 100 + b * 10 + c;
  const t = (n: number) => {
    try {
      if (n > 1) throw n;
      return n;
    } catch {
      return n + 1;
    } finally {
      n = 0;
    }
  };
  console.log(f(t(1), t(2), t(3))); // expect: 134
}
