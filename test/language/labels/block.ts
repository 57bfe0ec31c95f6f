// A label on a block lets break leave it.
export function main() {
  let log = 'a';
  block: {
    log += 'b';
    if (log.length > 1) break block;
    log += 'never';
  }
  console.log(log); // expect: ab
  check: if (log) {
    if (log === 'ab') break check;
    console.log('never');
  }
  console.log('after'); // expect: after
}
