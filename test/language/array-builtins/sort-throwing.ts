// When the comparison throws, every element is still there.
export function main() {
  const a = [5, 2, 8, 1];
  let calls = 0;
  try {
    a.sort((x, y) => {
      if (++calls === 3) throw new Error('enough');
      return x - y;
    });
  } catch (error) {
    console.log((error as Error).message); // expect: enough
  }
  console.log(
    a.length,
    a.reduce((x, y) => x + y),
  ); // expect: 4 16
}
