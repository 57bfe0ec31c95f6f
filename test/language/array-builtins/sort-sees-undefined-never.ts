// The comparison is never called with undefined or for holes.
export function main() {
  let bad = 0;
  const a = [3, undefined, 1, , undefined, 2] as (number | undefined)[];
  a.sort((x, y) => {
    if (x === undefined || y === undefined) bad++;
    return x! - y!;
  });
  console.log(bad, a.join(), a.length, 5 in a); // expect: 0 1,2,3,,, 6 false
}
