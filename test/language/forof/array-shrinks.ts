// An array that shrinks in the loop ends early.
export function main() {
  const list = [1, 2, 3, 4];
  const seen: number[] = [];
  for (const v of list) {
    seen.push(v);
    list.pop();
  }
  console.log(seen.join(), list.join()); // expect: 1,2 1,2
}
