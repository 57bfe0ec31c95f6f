// all keeps the order of its inputs.
export async function main() {
  let resolveLate: (v: string) => void = () => {};
  const late = new Promise<string>((resolve) => {
    resolveLate = resolve;
  });
  const all = Promise.all([
    late,
    Promise.resolve('b'),
    'c',
    { then: (r: (v: string) => void) => r('d') } as any,
  ]);
  resolveLate('a');
  console.log(
    (await all).join(''),
    (await Promise.all([])).length,
    (await Promise.all(new Set([1, 2]))).join(),
    (await Promise.all('xy')).join(),
  ); // expect: abcd 0 1,2 x,y
}
