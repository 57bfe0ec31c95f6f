// Both ends of an array.
export function main() {
  const a = [1];
  console.log(a.push(2, 3), a.push(), a.pop(), a.unshift(8, 9), a.shift(), a.unshift()); // expect: 3 3 3 4 8 3
  console.log(a.join(), a.length); // expect: 9,1,2 3
  const e: number[] = [];
  console.log(e.pop(), e.shift(), e.length); // expect: undefined undefined 0
}
