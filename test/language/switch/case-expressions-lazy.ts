// Cases are evaluated one by one until one fits; default waits for all.
export function main() {
  const log: string[] = [];
  const c = (n: number) => {
    log.push(`case ${n}`);
    return n;
  };
  switch (2) {
    case c(1):
      break;
    default:
      log.push('default');
    case c(2):
      log.push('body');
      break;
    case c(3):
  }
  console.log(log.join()); // expect: case 1,case 2,body
}
