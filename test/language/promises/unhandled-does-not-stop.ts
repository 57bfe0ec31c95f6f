// A rejection that nobody handles does not end the program.
export async function main() {
  Promise.reject(new Error('nobody'));
  new Promise((_, reject) => reject('nobody either'));
  (async () => {
    throw new Error('nor this');
  })();
  for (let i = 0; i < 5; i++) await null;
  console.log('still here'); // expect: still here
}
