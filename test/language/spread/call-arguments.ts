// Spread in calls, mixed with plain arguments.
export function main() {
  const f = (...args: unknown[]) => args.join();
  console.log(f(...[1, 2]), f(0, ...'ab', 9, ...[], ...new Set([5]))); // expect: 1,2 0,a,b,9,5
  console.log(Math.max(...[3, 9, 2]), String.fromCharCode(...[72, 105])); // expect: 9 Hi
}
