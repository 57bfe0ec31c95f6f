// Recursion without end is a RangeError that can be caught, and the program goes on.
function down(n: number): number {
  return down(n + 1) + 1;
}

export function main() {
  let name = '';
  try {
    down(0);
  } catch (error) {
    name = (error as Error).name;
    console.log(error instanceof RangeError); // expect: true
  }
  console.log(name); // expect: RangeError
  console.log([1, 2, 3].map((n) => n * 2).join()); // expect: 2,4,6
}
