// catch turns a rejection into a value; an error in it rejects again.
export async function main() {
  const log: string[] = [];
  await Promise.reject(new Error('a'))
    .then(() => log.push('never'))
    .catch((e) => {
      log.push(e.message);
      return 'recovered';
    })
    .then((v) => {
      log.push(String(v));
      throw new Error('b');
    })
    .catch((e) => log.push(e.message));
  console.log(log.join(', ')); // expect: a, recovered, b
}
