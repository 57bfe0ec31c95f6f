// Handlers run in the order of their registration, breadth first along chains.
export async function main() {
  const log: string[] = [];
  const a = Promise.resolve();
  const chain = (name: string) =>
    a
      .then(() => log.push(`${name}1`))
      .then(() => log.push(`${name}2`))
      .then(() => log.push(`${name}3`));
  await Promise.all([chain('a'), chain('b'), chain('c')]);
  console.log(log.join(' ')); // expect: a1 b1 c1 a2 b2 c2 a3 b3 c3
}
