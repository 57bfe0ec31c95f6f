// A chain of a thousand handlers.
export async function main() {
  let promise = Promise.resolve(0);
  for (let i = 0; i < 1000; i++) promise = promise.then((n) => n + 1);
  console.log(await promise); // expect: 1000
}
