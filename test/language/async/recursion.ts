// An async function may await itself.
async function sum(n: number): Promise<number> {
  if (n === 0) return 0;
  return n + (await sum(n - 1));
}

export async function main() {
  console.log(await sum(100)); // expect: 5050
}
