// An error in the executor rejects.
export async function main() {
  const r = await new Promise(() => {
    throw new RangeError('executor');
  }).catch((e: Error) => `${e.name}: ${e.message}`);
  console.log(r); // expect: RangeError: executor
}
