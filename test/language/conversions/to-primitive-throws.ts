// An error thrown by a conversion reaches the operator.
export function main() {
  const bomb: any = {
    valueOf() {
      throw new RangeError('boom');
    },
  };
  for (const f of [
    () => bomb + 1,
    () => 1 - bomb,
    () => bomb < 2,
    () => bomb == 1,
    () => -bomb,
    () => Math.abs(bomb),
  ]) {
    try {
      f();
      console.log('no error');
    } catch (error) {
      console.log((error as Error).message);
    }
  }
  // expect: boom
  // expect: boom
  // expect: boom
  // expect: boom
  // expect: boom
  // expect: boom
}
