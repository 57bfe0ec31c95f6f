// A list worked through one by one with reduce.
export async function main() {
  const log: string[] = [];
  await ['a', 'b', 'c'].reduce(async (before, name) => {
    await before;
    log.push(`${name} in`);
    await null;
    log.push(`${name} out`);
  }, Promise.resolve());
  console.log(log.join(', ')); // expect: a in, a out, b in, b out, c in, c out
}
