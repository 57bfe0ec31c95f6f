// with copies and replaces one element.
export function main() {
  const a = [1, 2, 3];
  console.log(a.with(1, 9).join(), a.with(-1, 7).join(), a.join());
  for (const i of [3, -4, Infinity]) {
    try {
      a.with(i, 0);
    } catch (error) {
      console.log((error as Error).name);
    }
  }
  console.log(1 in [1, , 3].with(0, 5));
  // expect: 1,9,3 1,2,7 1,2,3
  // expect: RangeError
  // expect: RangeError
  // expect: RangeError
  // expect: true
}
