// The next method is read once, done and value at each step.
export function main() {
  const log: string[] = [];
  const source: any = {
    [Symbol.iterator]() {
      log.push('iterator');
      let n = 0;
      return {
        get next() {
          log.push('get next');
          return () => ({
            get done() {
              log.push('done');
              return n++ >= 1;
            },
            get value() {
              log.push('value');
              return 'v';
            },
          });
        },
      };
    },
  };
  for (const v of source) log.push(v);
  console.log(log.join()); // expect: iterator,get next,done,value,v,done
}
