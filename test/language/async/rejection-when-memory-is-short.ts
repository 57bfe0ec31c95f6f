// Many calls await one that throws, beside a heap that takes many chunks to collect: nothing is run twice and all of them see the error.
async function fails(gate: Promise<void>): Promise<void> {
  await gate;
  const deep = (n: number): void => {
    if (n === 0) throw new RangeError('at last');
    deep(n - 1);
  };
  deep(20);
}

export async function main() {
  const kept: number[][] = [];
  for (let i = 0; i < 400; i++) kept.push(new Array<number>(200).fill(i));
  let open = (): void => {};
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  const failing = fails(gate);
  const seen: string[] = [];
  const waiters = Array.from({ length: 40 }, async (_, index) => {
    try {
      await failing;
      seen.push('fine');
    } catch (error) {
      seen.push(`${index}:${(error as Error).name}`);
    }
  });
  open();
  await Promise.all(waiters);
  console.log(seen.length, seen[0], seen[39]); // expect: 40 0:RangeError 39:RangeError
  console.log(kept.reduce((sum, row) => sum + row.length, 0)); // expect: 80000
}
