// try in a loop, with break and continue.
export function main() {
  const log: string[] = [];
  for (let i = 0; i < 5; i++) {
    try {
      if (i === 1) continue;
      if (i === 2) throw i;
      if (i === 4) break;
      log.push(`ok ${i}`);
    } catch (e) {
      log.push(`caught ${e}`);
      continue;
    }
    log.push(`end ${i}`);
  }
  console.log(log.join(', ')); // expect: ok 0, end 0, caught 2, ok 3, end 3
}
