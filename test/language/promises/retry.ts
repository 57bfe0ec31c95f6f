// Try again until it works.
let tries = 0;
const flaky = async () => {
  if (++tries < 3) throw new Error(`try ${tries}`);
  return `worked at ${tries}`;
};
async function retry<T>(f: () => Promise<T>, times: number): Promise<T> {
  try {
    return await f();
  } catch (error) {
    if (times <= 1) throw error;
    return retry(f, times - 1);
  }
}

export async function main() {
  console.log(await retry(flaky, 5)); // expect: worked at 3
  tries = -10;
  console.log(await retry(flaky, 2).catch((e) => e.message)); // expect: try -8
}
