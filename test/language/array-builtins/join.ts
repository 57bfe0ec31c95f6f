// join turns null, undefined and holes into nothing.
export function main() {
  console.log([1, null, undefined, , 'x', true].join('-')); // expect: 1----x-true
  console.log(
    [1, 2].join(''),
    [1, 2].join(undefined),
    [].join('x') === '',
    [[1, 2], [3]].join(';'),
  ); // expect: 12 1,2 true 1,2;3
  console.log(
    [1, 2, 3].join(null as any),
    [5].join('unused'),
    [{}, () => 0].join().startsWith('[object Object]'),
  ); // expect: 1null2null3 5 true
}
