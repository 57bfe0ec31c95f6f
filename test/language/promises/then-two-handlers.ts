// The second handler of then does not see errors of the first.
export async function main() {
  const log: string[] = [];
  await Promise.resolve(1)
    .then(
      () => {
        throw new Error('from first');
      },
      () => log.push('sibling'),
    )
    .catch((e) => log.push(e.message));
  await Promise.reject('r').then(
    () => log.push('no'),
    (e) => log.push(`second ${e}`),
  );
  console.log(log.join(', ')); // expect: from first, second r
}
