// A thousand numbers in pseudo-random order.
export function main() {
  let seed = 42;
  const random = () => (seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff);
  const a = Array.from({ length: 1000 }, random);
  const sum = a.reduce((x, y) => x + y, 0);
  a.sort((x, y) => x - y);
  let ok = true;
  for (let i = 1; i < a.length; i++) if (a[i - 1] > a[i]) ok = false;
  console.log(ok, a.reduce((x, y) => x + y, 0) === sum); // expect: true true
}
