// A handler added after settling is called too.
export async function main() {
  const promise = Promise.resolve('done');
  await promise;
  await null;
  let got = '';
  promise.then((v) => (got += v));
  console.log(got === ''); // expect: true
  await null;
  console.log(got); // expect: done
  const failed = Promise.reject(new Error('failed'));
  failed.catch(() => {});
  await null;
  console.log(await failed.catch((e) => e.message), await failed.catch((e) => e.message)); // expect: failed failed
}
