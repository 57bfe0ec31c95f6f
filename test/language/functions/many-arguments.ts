// A call may pass hundreds of arguments.
function sum(...values: number[]) {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

export function main() {
  const values: number[] = [];
  for (let i = 1; i <= 1000; i++) values.push(i);
  console.log(sum(...values), Math.max(...values)); // expect: 500500 1000
}
