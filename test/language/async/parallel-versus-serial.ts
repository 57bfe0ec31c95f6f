// Calls started together share the turns.
export async function main() {
  const log: string[] = [];
  const step = async (name: string) => {
    log.push(`${name}1`);
    await null;
    log.push(`${name}2`);
    return name;
  };
  const a = step('a');
  const b = step('b');
  console.log((await a) + (await b)); // expect: ab
  console.log((await step('c')) + (await step('d'))); // expect: cd
  console.log(log.join(' ')); // expect: a1 b1 a2 b2 c1 c2 d1 d2
}
