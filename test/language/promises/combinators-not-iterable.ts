// Combinators reject, not throw, when their input is no iterable.
export async function main() {
  for (const f of [Promise.all, Promise.race, Promise.any, Promise.allSettled] as any[]) {
    console.log(
      await f.call(Promise, 5).catch((e: Error) => e.name),
      await f.call(Promise).catch((e: Error) => e.name),
    );
  }
  // expect: TypeError TypeError
  // expect: TypeError TypeError
  // expect: TypeError TypeError
  // expect: TypeError TypeError
}
