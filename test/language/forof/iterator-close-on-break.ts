// Leaving a loop early calls return of the iterator; running out does not.
export function main() {
  const log: string[] = [];
  const make = (n: number) => ({
    [Symbol.iterator]() {
      let i = 0;
      return {
        next: () => ({ value: i, done: i++ >= n }),
        return() {
          log.push('return');
          return {} as any;
        },
      };
    },
  });
  for (const _ of make(2));
  console.log(log.length); // expect: 0
  for (const _ of make(9)) break;
  console.log(log.length); // expect: 1
  try {
    for (const _ of make(9)) throw new Error('out');
  } catch (error) {
    console.log((error as Error).message, log.length); // expect: out 2
  }
  const f = () => {
    for (const v of make(9)) if (v === 3) return v;
    return -1;
  };
  console.log(f(), log.length); // expect: 3 3
  outer: for (const _ of [1]) for (const _ of make(9)) continue outer;
  console.log(log.length); // expect: 4
}
