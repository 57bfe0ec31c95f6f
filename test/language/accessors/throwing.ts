// An error in an accessor reaches who used the property.
export function main() {
  const o = {
    get bad(): number {
      throw new RangeError('get');
    },
    set bad(_: number) {
      throw new TypeError('set');
    },
  };
  for (const f of [
    () => o.bad,
    () => (o.bad = 1),
    () => o.bad++,
    () => ({ ...o }),
    () => JSON.stringify(o),
  ]) {
    try {
      f();
    } catch (error) {
      console.log((error as Error).message);
    }
  }
  // expect: get
  // expect: set
  // expect: get
  // expect: get
  // expect: get
}
