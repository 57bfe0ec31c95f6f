// splice removes and inserts in place and gives what it removed.
export function main() {
  const a = [1, 2, 3, 4, 5];
  console.log(a.splice(1, 2).join(), a.join()); // expect: 2,3 1,4,5
  console.log(a.splice(1, 0, 8, 9).length, a.join()); // expect: 0 1,8,9,4,5
  console.log(a.splice(-2).join(), a.join()); // expect: 4,5 1,8,9
  console.log(a.splice(1, 99, 7).join(), a.join()); // expect: 8,9 1,7
  console.log(a.splice(9, 1, 6).join() === '', a.join()); // expect: true 1,7,6
  console.log((a as any).splice().length, a.length, a.splice(undefined as any).length, a.length); // expect: 0 3 3 0
}
