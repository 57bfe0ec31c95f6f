// Every argument is converted, even after a NaN.
export function main() {
  const log: number[] = [];
  const v = (n: number): any => ({
    valueOf() {
      log.push(n);
      return n;
    },
  });
  console.log(Math.max(v(1), NaN, v(3)), log.join(), Math.min(v(2), v(1)), log.join()); // expect: NaN 1,3 1 1,3,2,1
}
