// A function as replacement gets the hit, its place and the whole.
export function main() {
  console.log(
    'a-b'.replace('-', (hit, at, whole) => `<${hit}${at}${whole}>`),
    'abc'.replace('b', () => '$&'),
    'abc'.replace('b', (() => undefined) as any),
  ); // expect: a<-1a-b>b a$&c aundefinedc
  let calls = 0;
  'abc'.replace('x', () => String(calls++));
  console.log(calls); // expect: 0
}
