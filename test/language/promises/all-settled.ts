// allSettled tells of each input how it ended.
export async function main() {
  const results = await Promise.allSettled([
    1,
    Promise.reject(new Error('no')),
    Promise.resolve('yes'),
  ]);
  console.log(results.map((r) => r.status).join()); // expect: fulfilled,rejected,fulfilled
  console.log(
    results.map((r) => (r.status === 'fulfilled' ? r.value : (r.reason as Error).message)).join(),
    JSON.stringify(results[0]),
    (await Promise.allSettled([])).length,
  ); // expect: 1,no,yes {"status":"fulfilled","value":1} 0
}
