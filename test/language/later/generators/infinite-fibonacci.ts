// needs: generators
// An endless sequence cut by another generator.
export function main() {
  function* fibonacci() {
    let [a, b] = [0, 1];
    for (;;) {
      yield a;
      [a, b] = [b, a + b];
    }
  }
  function* take<T>(n: number, source: Iterable<T>) {
    if (n <= 0) return;
    for (const v of source) {
      yield v;
      if (--n <= 0) return;
    }
  }
  console.log([...take(12, fibonacci())].join()); // expect: 0,1,1,2,3,5,8,13,21,34,55,89
}
