// A mapping that throws closes the iterator.
export function main() {
  let closed = 0;
  const source = {
    [Symbol.iterator]: () => ({
      next: () => ({ value: 1, done: false }),
      return: () => {
        closed++;
        return {} as any;
      },
    }),
  };
  try {
    Array.from(source, () => {
      throw new Error('stop');
    });
  } catch (error) {
    console.log((error as Error).message, closed); // expect: stop 1
  }
}
