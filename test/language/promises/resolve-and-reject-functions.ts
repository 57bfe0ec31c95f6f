// Promise.resolve keeps promises, Promise.reject keeps any reason.
export async function main() {
  const promise = Promise.resolve(1);
  console.log(
    Promise.resolve(promise) === promise,
    await Promise.resolve(Promise.resolve('deep')),
    await Promise.reject(undefined).catch((e) => String(e)),
  ); // expect: true deep undefined
  const reason = Promise.resolve('as reason');
  console.log(await Promise.reject(reason).catch((e) => e === reason)); // expect: true
}
