/** An Error made, thrown two calls deep, and caught. */
function fail(i: number): number {
  throw new RangeError(`number ${i & 7}`);
}

function attempt(i: number): number {
  try {
    return fail(i);
  } catch (error) {
    return error instanceof RangeError ? 1 : 0;
  }
}

export function main(n: number): number {
  let caught = 0;
  for (let i = 0; i < n; i++) caught += attempt(i);
  return caught;
}
