// await takes any value and gives it back later.
export async function main() {
  console.log(await 1, await 'x', await undefined, await null, (await [1, 2]).length); // expect: 1 x undefined null 2
  let order = 'a';
  const f = async () => {
    await 0;
    order += 'c';
  };
  const waiting = f();
  order += 'b';
  await waiting;
  console.log(order); // expect: abc
}
