// Array() with one number makes holes, otherwise elements.
export function main() {
  console.log(new Array(3).length, 0 in new Array(3), new Array(3).join('-'), Array(2, 3).join());
  console.log(
    new Array('3' as any).length,
    Array().length,
    Array.of(3).length,
    Array.of(1, 2).join(),
  );
  for (const n of [1.5, -1, NaN]) {
    try {
      Array(n);
    } catch (error) {
      console.log((error as Error).name);
    }
  }
  // expect: 3 false -- 2,3
  // expect: 1 0 1 1,2
  // expect: RangeError
  // expect: RangeError
  // expect: RangeError
}
