// Array.from takes iterables, array-likes and a mapping.
export function main() {
  console.log(
    Array.from('a😀').length,
    Array.from(new Set([1, 2])).join(),
    Array.from(new Map([[1, 2]])).join(),
  ); // expect: 2 1,2 1,2
  console.log(
    Array.from({ length: 3, 0: 'x', 2: 'z' } as any)
      .map(String)
      .join(),
    Array.from({ length: 2 }, (_, i) => i * i).join(),
  ); // expect: x,undefined,z 0,1
  console.log(
    Array.from([1, 2, 3], (n) => n * 2).join(),
    Array.from([1, , 3]).length,
    1 in Array.from([1, , 3]),
  ); // expect: 2,4,6 3 true
  console.log(
    Array.from(5 as any).length,
    Array.from({} as any).length,
    Array.from(true as any).length,
  ); // expect: 0 0 0
}
