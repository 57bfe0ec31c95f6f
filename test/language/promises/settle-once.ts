// The first resolve or reject counts.
export async function main() {
  const a = await new Promise((resolve, reject) => {
    resolve(1);
    resolve(2);
    reject(new Error('late'));
    throw new Error('ignored');
  });
  const b = await new Promise((resolve, reject) => {
    reject(3);
    resolve(4);
  }).catch((e) => `rejected ${e}`);
  console.log(a as number, b as string); // expect: 1 rejected 3
}
