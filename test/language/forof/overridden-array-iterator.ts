// @check: off
// Replacing the iterator of one array changes loops, spread and patterns.
export function main() {
  const a = [1, 2, 3];
  a[Symbol.iterator] = function () {
    let n = 0;
    return { next: () => ({ value: 'mine', done: n++ > 0 }) };
  };
  for (const v of a) console.log(v); // expect: mine
  console.log([...a].join(), Array.from(a).join(), a.map((x) => x).join()); // expect: mine mine 1,2,3
  const [first] = a;
  console.log(first, Math.max(...[5, 6])); // expect: mine 6
}
