// return leaves all loops at once.
function find(grid: number[][], wanted: number) {
  for (let y = 0; y < grid.length; y++) {
    for (let x = 0; x < grid[y].length; x++) {
      while (true) {
        if (grid[y][x] === wanted) return `${x},${y}`;
        break;
      }
    }
  }
  return 'none';
}

export function main() {
  console.log(
    find(
      [
        [1, 2],
        [3, 4],
      ],
      3,
    ),
    find([[1]], 9),
  ); // expect: 0,1 none
}
