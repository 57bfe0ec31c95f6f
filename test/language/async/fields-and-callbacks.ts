// async arrows as callbacks of array methods.
export async function main() {
  const doubled = [1, 2, 3].map(async (n) => n * 2);
  console.log(doubled[0] instanceof Promise, (await Promise.all(doubled)).join()); // expect: true 2,4,6
  const kept = [1, 2, 3, 4].filter(async () => false);
  console.log(kept.length); // expect: 4
  let sum = 0;
  await Promise.all(
    [1, 2, 3].map(async (n) => {
      await null;
      sum += n;
    }),
  );
  console.log(sum, await [1, 2, 3].reduce(async (acc, n) => (await acc) + n, Promise.resolve(0))); // expect: 6 6
}
