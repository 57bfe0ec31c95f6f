// await in every kind of loop.
export async function main() {
  const later = async <T>(v: T) => v;
  let sum = 0;
  for (let i = 0; i < (await later(3)); i++) sum += await later(i);
  for (const v of [10, 20]) sum += await later(v);
  while (await later(sum < 40)) sum += 5;
  do sum++;
  while (await later(sum % 10));
  console.log(sum); // expect: 50
  const fs: (() => number)[] = [];
  for (let i = 0; i < 3; i++) {
    await null;
    fs.push(() => i);
  }
  console.log(fs.map((f) => f()).join()); // expect: 0,1,2
}
