// A promise resolved with itself rejects with a TypeError.
export async function main() {
  let resolveIt: (v: unknown) => void = () => {};
  const promise = new Promise((resolve) => {
    resolveIt = resolve;
  });
  resolveIt(promise);
  console.log(await promise.catch((e) => e.name)); // expect: TypeError
  const late: Promise<unknown> = Promise.resolve().then(() => late);
  console.log(await late.catch((e) => e instanceof TypeError)); // expect: true
}
