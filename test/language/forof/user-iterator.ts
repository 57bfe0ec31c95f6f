// Any object with a Symbol.iterator method can be gone through.
class Range {
  constructor(
    private from: number,
    private to: number,
  ) {}
  [Symbol.iterator]() {
    let n = this.from;
    const to = this.to;
    return {
      next: () =>
        n < to ? { value: n++, done: false as const } : { value: undefined, done: true as const },
    };
  }
}

export function main() {
  let sum = 0;
  for (const n of new Range(1, 5)) sum += n;
  console.log(sum, [...new Range(0, 4)].join(), Math.max(...new Range(5, 8))); // expect: 10 0,1,2,3 7
  const [a, b, ...rest] = new Range(7, 12);
  console.log(a, b, rest.join(), new Set(new Range(0, 3)).size, Array.from(new Range(1, 3)).join()); // expect: 7 8 9,10,11 3 1,2
}
