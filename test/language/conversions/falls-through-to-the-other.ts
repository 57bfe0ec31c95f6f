// When the first method gives an object, the other is asked.
export function main() {
  const log: string[] = [];
  const o: any = {
    valueOf() {
      log.push('valueOf');
      return {};
    },
    toString() {
      log.push('toString');
      return '7';
    },
  };
  console.log(o * 2, log.join()); // expect: 14 valueOf,toString
  log.length = 0;
  const q: any = {
    toString() {
      log.push('toString');
      return [];
    },
    valueOf() {
      log.push('valueOf');
      return 8;
    },
  };
  console.log(`${q}`, log.join()); // expect: 8 toString,valueOf
}
