// needs: generators, async-iteration
// Leaving for await calls return and waits for it.
export async function main() {
  const log: string[] = [];
  const source = {
    [Symbol.asyncIterator]() {
      let n = 0;
      return {
        next: async () => ({ value: n++, done: false }),
        return: async () => {
          await null;
          log.push('returned');
          return { value: undefined, done: true };
        },
      };
    },
  };
  for await (const v of source) if (v === 2) break;
  log.push('after');
  console.log(log.join()); // expect: returned,after
}
