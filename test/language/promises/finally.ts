// finally passes value and reason through, unless it fails itself.
export async function main() {
  const log: unknown[] = [];
  console.log(await Promise.resolve('v').finally(() => 'ignored')); // expect: v
  console.log(
    await Promise.reject('r')
      .finally(() => {})
      .catch((e) => `still ${e}`),
  ); // expect: still r
  console.log(
    await Promise.resolve('v')
      .finally(() => {
        throw 'from finally';
      })
      .catch((e) => e),
  ); // expect: from finally
  console.log(
    await Promise.resolve('v')
      .finally(() => Promise.reject('async finally'))
      .catch((e) => e),
  ); // expect: async finally
  await Promise.resolve(1).finally((...args: unknown[]) => log.push(args.length));
  console.log(log.join()); // expect: 0
}
