export const {
  a,
  nested: { b },
} = { a: 1, nested: { b: 2 } };
export const [x, ...rest] = ['first', 'second', 'third'];
