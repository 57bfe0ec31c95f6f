// An error in a callback of a builtin reaches the caller.
export function main() {
  const log: number[] = [];
  try {
    [1, 2, 3, 4].forEach((n) => {
      log.push(n);
      if (n === 3) throw new Error('stop');
    });
  } catch (error) {
    console.log((error as Error).message, log.join());
  }
  for (const f of [
    () =>
      [1].map(() => {
        throw 'map';
      }),
    () =>
      [2, 1].sort(() => {
        throw 'sort';
      }),
    () =>
      [1, 2].reduce(() => {
        throw 'reduce';
      }),
    () =>
      Array.from([1], () => {
        throw 'from';
      }),
    () =>
      new Map([[1, 2]]).forEach(() => {
        throw 'map each';
      }),
    () =>
      JSON.parse('[1]', () => {
        throw 'reviver';
      }),
    () =>
      'x'.replace('x', () => {
        throw 'replace';
      }),
  ]) {
    try {
      f();
    } catch (error) {
      console.log(String(error));
    }
  }
  // expect: stop 1,2,3
  // expect: map
  // expect: sort
  // expect: reduce
  // expect: from
  // expect: map each
  // expect: reviver
  // expect: replace
}
