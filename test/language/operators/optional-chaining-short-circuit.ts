// What is behind a stopped chain does not run.
export function main() {
  let calls = 0;
  const count = () => ++calls;
  const none = null as any;
  console.log(none?.[count()], none?.f(count()), none?.a.b.c(count()).d[count()]); // expect: undefined undefined undefined
  console.log(calls); // expect: 0
  const some: any = { f: (n: number) => n };
  console.log(some?.f(count()), some.g?.(count()), calls); // expect: 1 undefined 1
}
