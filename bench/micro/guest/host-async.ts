/** A call of a host function that answers with a promise, awaited. */
import { tock } from 'host:';

export async function main(n: number): Promise<number> {
  const call = tock;
  let i = 0;
  while (i < n) i = await call(i);
  return i;
}
