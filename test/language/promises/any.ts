// any follows the first success, and gathers all failures.
export async function main() {
  console.log(await Promise.any([Promise.reject(1), Promise.resolve('ok'), 'later'])); // expect: ok
  try {
    await Promise.any([Promise.reject('a'), Promise.reject('b')]);
  } catch (e: any) {
    console.log(e.name, e instanceof AggregateError, e.errors.join()); // expect: AggregateError true a,b
  }
  console.log(await Promise.any([]).catch((e) => `${e.name} ${e.errors.length}`)); // expect: AggregateError 0
}
