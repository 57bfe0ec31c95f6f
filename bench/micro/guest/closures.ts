/** A call of a closure that reads and writes a variable of its maker. */
function counter(): () => number {
  let count = 0;
  return () => {
    count++;
    return count;
  };
}

export function main(n: number): number {
  const next = counter();
  for (let i = 1; i < n; i++) next();
  return next();
}
