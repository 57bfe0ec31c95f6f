// An error rises through a thousand frames.
function dive(n: number): number {
  if (n === 0) throw new Error('bottom');
  return dive(n - 1) + 1;
}

export function main() {
  try {
    dive(1000);
  } catch (error) {
    console.log((error as Error).message); // expect: bottom
  }
}
