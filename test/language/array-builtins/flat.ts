// flat opens nested arrays to a depth and drops holes.
export function main() {
  const a: any[] = [1, [2, [3, [4, [5]]]], , []];
  console.log(a.flat().length, a.flat(2).length, a.flat(Infinity).join(), a.flat(0).length); // expect: 3 4 1,2,3,4,5 3
  console.log(
    JSON.stringify([[], [[]], 'ab', [, 1]].flat()),
    [1, [2]].flat(-1).length,
    [[1]].flat('1' as any).length,
  ); // expect: [[],"ab",1] 2 1
}
