// needs: for-in
// The head of for…in may declare, assign or capture.
export function main() {
  const fs: (() => string)[] = [];
  for (const k in { a: 1, b: 2 }) fs.push(() => k);
  console.log(fs.map((f) => f()).join()); // expect: a,b
  const target = { last: '' };
  for (target.last in { p1: 1, p2: 2 });
  console.log(target.last); // expect: p2
  class A {
    x = 1;
    m() {}
  }
  const keys: string[] = [];
  for (const k in new A()) keys.push(k);
  console.log(keys.join()); // expect: x
}
