// Two async functions take turns at each await.
const log: string[] = [];
async function run(name: string, n: number) {
  for (let i = 0; i < n; i++) {
    log.push(name + i);
    await null;
  }
}

export async function main() {
  await Promise.all([run('a', 3), run('b', 4), run('c', 2)]);
  console.log(log.join(' ')); // expect: a0 b0 c0 a1 b1 c1 a2 b2 b3
}
