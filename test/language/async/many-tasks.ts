// A thousand async calls at once.
export async function main() {
  let running = 0;
  let most = 0;
  const work = async (n: number) => {
    running++;
    most = Math.max(most, running);
    await null;
    await null;
    running--;
    return n;
  };
  const results = await Promise.all(Array.from({ length: 1000 }, (_, i) => work(i)));
  console.log(results.length, results[999], most, running); // expect: 1000 999 1000 0
}
