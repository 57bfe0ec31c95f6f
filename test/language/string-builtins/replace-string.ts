// replace with a string pattern changes the first hit only.
export function main() {
  console.log(
    'aXbX'.replace('X', '-'),
    'abc'.replace('x', '-'),
    'abc'.replace('', '_'),
    'aXb'.replace('X', ''),
  ); // expect: a-bX abc _abc ab
  console.log(
    'aXb'.replace('X', '[$&]'),
    'aXb'.replace('X', '[$`]'),
    'aXb'.replace('X', "[$']"),
    'aXb'.replace('X', '$$'),
    'aXb'.replace('X', '$1$<n>$'),
  ); // expect: a[X]b a[a]b a[b]b a$b a$1$<n>$b
  console.log('1 undefined'.replace(undefined as any, 'u'), 'abc'.replace('b', undefined as any)); // expect: 1 u aundefinedc
}
