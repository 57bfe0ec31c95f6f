// An error before the first await rejects too, and never throws at the caller.
export async function main() {
  async function f(): Promise<number> {
    throw new RangeError('early');
  }
  let direct = 'no throw';
  let promise: Promise<number>;
  try {
    promise = f();
  } catch {
    direct = 'thrown';
  }
  console.log(direct); // expect: no throw
  await promise!.catch((error: Error) => console.log(error.name, error.message)); // expect: RangeError early
}
