// Leaving a try by break or continue runs its finally.
export function main() {
  const log: string[] = [];
  for (let i = 0; i < 4; i++) {
    try {
      if (i === 1) continue;
      if (i === 3) break;
      log.push(`body ${i}`);
    } finally {
      log.push(`finally ${i}`);
    }
  }
  console.log(log.join(', ')); // expect: body 0, finally 0, finally 1, body 2, finally 2, finally 3
}
