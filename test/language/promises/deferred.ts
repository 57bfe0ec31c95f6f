// A promise settled from outside.
export async function main() {
  class Deferred<T> {
    resolve!: (value: T) => void;
    reject!: (reason: unknown) => void;
    promise = new Promise<T>((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
  }
  const a = new Deferred<number>();
  const b = new Deferred<number>();
  const sum = (async () => (await a.promise) + (await b.promise))();
  b.resolve(2);
  a.resolve(40);
  console.log(await sum); // expect: 42
  const c = new Deferred<never>();
  c.reject(new Error('deferred'));
  console.log(await c.promise.catch((e: Error) => e.message)); // expect: deferred
}
