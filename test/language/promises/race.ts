// race follows the first input that settles.
export async function main() {
  const never = new Promise(() => {});
  console.log((await Promise.race([never, Promise.resolve('b'), 'c'])) as string); // expect: b
  console.log(await Promise.race([Promise.reject('r'), 'x']).catch((e) => `rejected ${e}`)); // expect: rejected r
  console.log(await Promise.race(['first', Promise.resolve('second')])); // expect: first
  let settled = false;
  Promise.race([]).then(() => (settled = true));
  for (let i = 0; i < 10; i++) await null;
  console.log(settled); // expect: false
}
