// A pattern closes an iterator that it did not exhaust.
export function main() {
  const log: string[] = [];
  const make = (n: number) => ({
    [Symbol.iterator]() {
      let i = 0;
      return {
        next() {
          log.push('next');
          return { value: i, done: i++ >= n };
        },
        return() {
          log.push('return');
          return {} as any;
        },
      };
    },
  });
  const [a] = make(5);
  console.log(a, log.join()); // expect: 0 next,return
  log.length = 0;
  const [b, c, d] = make(2);
  console.log(b, c, d, log.join()); // expect: 0 1 undefined next,next,next
  log.length = 0;
  const [...all] = make(2);
  console.log(all.join(), log.join()); // expect: 0,1 next,next,next
  log.length = 0;
  const [] = make(2);
  console.log(log.join()); // expect: return
}
