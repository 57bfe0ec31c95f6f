// await inside a switch, with labels around it.
export async function main() {
  const later = async <T>(v: T) => v;
  const log: string[] = [];
  outer: for (let i = 0; ; i++) {
    switch (await later(i)) {
      case await later(0):
        log.push('zero');
        continue outer;
      case 2:
        log.push('two');
        break outer;
      default:
        log.push('other');
    }
  }
  console.log(log.join()); // expect: zero,other,two
}
