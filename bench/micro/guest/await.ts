/** An async function that awaits another one in a loop: two switches of tasks each time. */
async function next(n: number): Promise<number> {
  await undefined;
  return n + 1;
}

export async function main(n: number): Promise<number> {
  let i = 0;
  while (i < n) i = await next(i);
  return i;
}
