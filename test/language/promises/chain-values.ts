// Each handler's result is the next one's argument.
export async function main() {
  console.log(
    await Promise.resolve(1)
      .then((n) => n + 1)
      .then((n) => Promise.resolve(n * 10))
      .then((n) => `${n}!`),
  ); // expect: 20!
  console.log(
    await Promise.resolve('kept')
      .then(undefined as any)
      .then(5 as any)
      .catch(() => 'no'),
  ); // expect: kept
}
