// String.raw called as a function joins pieces and values.
export function main() {
  console.log(String.raw({ raw: ['a', 'b', 'c'] }, 1, 2), String.raw({ raw: 'xyz' }, 0, 1, 2, 3)); // expect: a1b2c x0y1z
  console.log(String.raw({ raw: [] }) === '', String.raw({ raw: ['only'] }, 'ignored')); // expect: true only
}
