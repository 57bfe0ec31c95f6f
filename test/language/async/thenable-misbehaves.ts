// Only the first call of resolve or reject counts, and a later throw is ignored.
export async function main() {
  const odd: any = {
    then(resolve: (v: unknown) => void, reject: (e: unknown) => void) {
      resolve('first');
      resolve('second');
      reject('third');
      throw new Error('fourth');
    },
  };
  console.log(await odd); // expect: first
  const thrower: any = {
    then() {
      throw new Error('only');
    },
  };
  try {
    await thrower;
  } catch (error) {
    console.log((error as Error).message); // expect: only
  }
}
