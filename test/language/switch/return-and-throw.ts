// A case may leave by return or throw.
export function main() {
  const run = (n: number) => {
    switch (n) {
      case 0:
        return 'returned';
      case 1:
        throw new Error('thrown');
    }
    return 'fell out';
  };
  console.log(run(0), run(2)); // expect: returned fell out
  try {
    run(1);
  } catch (error) {
    console.log((error as Error).message); // expect: thrown
  }
}
