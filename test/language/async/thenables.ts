// @check: off
// await calls then of any object that has one.
export async function main() {
  const log: string[] = [];
  const thenable: any = {
    then(resolve: (v: string) => void) {
      log.push('then called');
      resolve('value');
    },
  };
  log.push('before');
  const promise = (async () => await thenable)();
  log.push('after call');
  log.push(await promise);
  console.log(log.join(', ')); // expect: before, after call, then called, value
  try {
    await { then: (_: unknown, reject: (e: unknown) => void) => reject(new Error('rejected')) };
  } catch (error) {
    console.log((error as Error).message); // expect: rejected
  }
  try {
    await {
      get then() {
        throw new Error('getter');
      },
    };
  } catch (error) {
    console.log((error as Error).message); // expect: getter
  }
  console.log((await { then: 5 }).then); // expect: 5
}
