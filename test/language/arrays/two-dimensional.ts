// Arrays of arrays.
export function main() {
  const grid = Array.from({ length: 3 }, (_, y) => Array.from({ length: 4 }, (_, x) => x * y));
  grid[1][2] = 9;
  console.log(grid.map((row) => row.join('')).join('/')); // expect: 0000/0193/0246
  const shared = new Array(2).fill([0]);
  shared[0].push(1);
  console.log(shared[1].length); // expect: 2
}
